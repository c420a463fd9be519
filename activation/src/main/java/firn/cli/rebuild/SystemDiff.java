package firn.cli.rebuild;

import firn.cli.Terminal;
import firn.manifest.EtcEntry;
import firn.manifest.LoadedSystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How the files and units of two systems differ, machine by machine, as unified diffs. */
final class SystemDiff {
  private final Function<String, Path> store;
  private final Terminal terminal;

  SystemDiff(Function<String, Path> store, Terminal terminal) {
    this.store = store;
    this.terminal = terminal;
  }

  void print(LoadedSystem before, LoadedSystem after) throws IOException {
    print("host", before, after);
  }

  private void print(String where, LoadedSystem before, LoadedSystem after) throws IOException {
    if (Objects.equals(before.path(), after.path())) {
      return;
    }
    for (String name : names(before.manifest().etc().keySet(), after.manifest().etc().keySet())) {
      EtcEntry old = before.manifest().etc().get(name);
      EtcEntry now = after.manifest().etc().get(name);
      if (!Objects.equals(old, now)) {
        show(where, "/etc/" + name, text(old), text(now));
      }
    }
    Map<String, String> oldUnits = before.unitTexts();
    Map<String, String> newUnits = after.unitTexts();
    for (String name : names(oldUnits.keySet(), newUnits.keySet())) {
      show(where, name, oldUnits.getOrDefault(name, ""), newUnits.getOrDefault(name, ""));
    }
    for (String name : names(before.containers().keySet(), after.containers().keySet())) {
      print(
          where.equals("host") ? name : where + "/" + name,
          before.containers().getOrDefault(name, LoadedSystem.nothing(name)),
          after.containers().getOrDefault(name, LoadedSystem.nothing(name)));
    }
  }

  private static Set<String> names(Set<String> before, Set<String> after) {
    Set<String> out = new TreeSet<>(before);
    out.addAll(after);
    return out;
  }

  private @Nullable String text(@Nullable EtcEntry entry) throws IOException {
    if (entry == null) {
      return "";
    }
    Path file = store.apply(entry.source());
    if (!Files.isRegularFile(file)) {
      return "(the folder " + entry.source() + ")\n";
    }
    byte[] content = Files.readAllBytes(file);
    for (byte one : content) {
      if (one == 0) {
        return null;
      }
    }
    return new String(content, StandardCharsets.UTF_8);
  }

  private void show(String where, String name, @Nullable String old, @Nullable String now) {
    if (old == null || now == null) {
      terminal.print(where + ": " + name + " differs, and is not text");
      return;
    }
    List<String> lines = LineDiff.unified(old.lines().toList(), now.lines().toList());
    if (lines.isEmpty()) {
      return;
    }
    String path = where + ": " + name;
    terminal.print(old.isEmpty() ? "--- (nothing)" : "--- " + path);
    terminal.print(now.isEmpty() ? "+++ (nothing)" : "+++ " + path);
    lines.forEach(terminal::print);
  }
}

package firn.apply;

import firn.machine.Entry;
import firn.machine.RootFolder;
import firn.manifest.EtcEntry;
import firn.manifest.UnitEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a declared file or unit looks like on a machine. */
final class SystemFiles {
  static final String UNITS = "/etc/systemd/system/";

  private final Function<String, Path> store;

  SystemFiles(Function<String, Path> store) {
    this.store = store;
  }

  /** The entry of a declared file, owners looked up on the machine it is for. */
  Entry etc(EtcEntry declared, RootFolder machine) throws IOException {
    if (declared.isLink()) {
      return new Entry.Link(declared.source());
    }
    Path source = store.apply(declared.source());
    if (!Files.isRegularFile(source)) {
      throw new ActivationException(
          declared.source() + " is not a file, so it cannot be copied with a mode of its own");
    }
    return new Entry.Regular(
        Files.readAllBytes(source),
        Integer.parseInt(declared.mode(), 8),
        id(declared.user(), "/etc/passwd", machine),
        id(declared.group(), "/etc/group", machine));
  }

  private static int id(String name, String file, RootFolder machine) throws IOException {
    if (name.matches("\\+?[0-9]{1,9}")) {
      return Integer.parseInt(name);
    }
    for (String line : text(machine, file).split("\n")) {
      String[] fields = line.split(":", -1);
      if (fields.length > 2 && fields[0].equals(name)) {
        return Integer.parseInt(fields[2]);
      }
    }
    if (name.equals("root")) {
      return 0;
    }
    throw new ActivationException(name + " owns a declared file and is not in " + file);
  }

  /** The text of a file of a machine; empty if there is none. */
  static String text(RootFolder machine, String path) throws IOException {
    return machine.read(path) instanceof Entry.Regular regular
        ? new String(regular.content(), StandardCharsets.ISO_8859_1)
        : "";
  }

  /** The links that make up a declared unit, by path. Null: the unit is not declared. */
  static Map<String, Entry> unit(String name, @Nullable UnitEntry unit) {
    Map<String, Entry> out = new LinkedHashMap<>();
    if (unit == null) {
      return out;
    }
    String source = unit.source();
    if (source == null) {
      out.put(UNITS + name, new Entry.Link("/dev/null"));
    } else if (unit.dropIn()) {
      out.put(UNITS + name + ".d/overrides.conf", new Entry.Link(source));
    } else {
      out.put(UNITS + name, new Entry.Link(source));
    }
    unit.aliases().forEach(alias -> out.put(UNITS + alias, new Entry.Link(name)));
    // An instance of a template has no file of its own; the link names it all the same.
    unit.wantedBy().forEach(by -> pull(out, by, ".wants/", name));
    unit.requiredBy().forEach(by -> pull(out, by, ".requires/", name));
    unit.upheldBy().forEach(by -> pull(out, by, ".upholds/", name));
    return out;
  }

  private static void pull(Map<String, Entry> out, String by, String how, String name) {
    out.put(UNITS + by + how + name, new Entry.Link("../" + name));
  }
}

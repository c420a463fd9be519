package firn.packages.relocate;

import firn.packages.relocate.Tree.Content;
import firn.packages.relocate.Tree.Node;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes a package's programs and libraries find their loader and the libraries they need. */
final class Binaries {
  /** What the loader is told of the machine's own libraries; each replaced by one of its length. */
  private static final Map<String, String> LOADER_PATHS =
      Map.of(
          "\0/etc/ld.so.cache\0", "\0/nix/ld.so.cache\0",
          "\0/etc/ld.so.preload\0", "\0/nix/ld.so.preload\0");

  /** The loader's built-in search path, entries one after another. */
  private static final List<String> LOADER_FOLDERS =
      List.of(
          "/lib/x86_64-linux-gnu/\0/usr/lib/x86_64-linux-gnu/\0/lib/\0/usr/lib/\0",
          "/lib/aarch64-linux-gnu/\0/usr/lib/aarch64-linux-gnu/\0/lib/\0/usr/lib/\0");

  private final Tree tree;
  private final StorePlaces places;
  private final Inputs inputs;
  private final CompiledIn compiledIn;
  private final Consumer<String> log;
  private final Map<String, List<String>> libraries = new TreeMap<>();

  /**
   * @param compiledIn which compiled-in paths are changed
   */
  Binaries(
      Tree tree, StorePlaces places, Inputs inputs, CompiledIn compiledIn, Consumer<String> log) {
    this.compiledIn = compiledIn;
    this.tree = tree;
    this.places = places;
    this.inputs = inputs;
    this.log = log;
    for (Map.Entry<String, Node> entry : tree.nodes().entrySet()) {
      String path = entry.getKey();
      int slash = path.lastIndexOf('/');
      if (!(entry.getValue() instanceof Tree.Folder) && path.indexOf(".so", slash) >= 0) {
        libraries
            .computeIfAbsent(path.substring(slash + 1), key -> new ArrayList<>())
            .add(path.substring(0, Math.max(0, slash)));
      }
    }
  }

  /** Changes every dynamically linked file of the tree that needs it. */
  void relocate() throws IOException {
    String loader = loader();
    if (loader != null) {
      isolate(tree.physical(loader));
    }
    for (String path : tree.files(Content.ELF)) {
      if (loader != null && partOfLibrary(path, loader)) {
        continue;
      }
      Elf elf = Elf.read(tree.physical(path));
      if (elf != null && (!elf.interpreter().isEmpty() || !elf.needed().isEmpty())) {
        relocate(path, elf);
      }
    }
  }

  /**
   * Whether a file is a part of the C library, which need nothing but each other. The library
   * itself is none: it loads libgcc_s by name.
   */
  private static boolean partOfLibrary(String path, String loader) {
    String folder = loader.substring(0, loader.lastIndexOf('/') + 1);
    return path.startsWith(folder) && !path.equals(folder + "libc.so.6");
  }

  private void relocate(String path, Elf elf) throws IOException {
    Path file = tree.physical(path);
    String interpreter = "";
    if (!elf.interpreter().isEmpty()) {
      interpreter = places.find(elf.interpreter());
      if (interpreter.isEmpty()) {
        log.accept(path + ": its loader " + elf.interpreter() + " is in no dependency");
      }
    }
    String folders = String.join(":", runPath(path, elf));
    ElfStrings strings = ElfStrings.of(file);
    Map<Long, String> found = strings.paths();
    Map<Long, String> replaced = new LinkedHashMap<>();
    for (Map.Entry<Long, String> entry : found.entrySet()) {
      String text = compiledIn.replacement(path, entry.getValue(), places);
      if (!text.isEmpty()) {
        replaced.put(entry.getKey(), text);
      }
    }
    List<Long> addresses = elf.patch(file, interpreter, folders, List.copyOf(replaced.values()));
    if (addresses == null) {
      log.accept(path + ": no room to change where it looks for libraries");
      return;
    }
    if (!addresses.isEmpty()) {
      Map<Long, ElfStrings.Moved> moved = new HashMap<>();
      int index = 0;
      for (Map.Entry<Long, String> entry : replaced.entrySet()) {
        int old = String.valueOf(found.get(entry.getKey())).length();
        moved.put(
            entry.getKey(),
            new ElfStrings.Moved(addresses.get(index++), old, entry.getValue().length()));
      }
      strings.redirect(moved, compiledIn.adaptsLengths(path));
    }
  }

  private @Nullable String loader() {
    for (String path :
        List.of(
            "lib/x86_64-linux-gnu/ld-linux-x86-64.so.2",
            "lib/aarch64-linux-gnu/ld-linux-aarch64.so.1")) {
      if (tree.nodes().get(path) instanceof Tree.File) {
        return path;
      }
    }
    return null;
  }

  /**
   * The folders in which the loader finds what {@code path} needs, then those of what it may load
   * by name at run time.
   */
  private Set<String> runPath(String path, Elf elf) throws IOException {
    String own = path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
    List<String> linked = new ArrayList<>();
    for (String folder : elf.searchPath()) {
      String absolute =
          folder.replace("${ORIGIN}", "$ORIGIN").startsWith("$ORIGIN")
              ? "/" + own + folder.replace("${ORIGIN}", "$ORIGIN").substring("$ORIGIN".length())
              : folder;
      String place = Layout.STORE.place(Layout.follow("", absolute));
      if (place != null && absolute.startsWith("/")) {
        linked.add(place);
      }
    }
    Set<String> folders = new LinkedHashSet<>();
    for (String soname : elf.needed()) {
      String folder = folderOf(soname, linked);
      if (!folder.isEmpty()) {
        folders.add(folder);
      } else if (!soname.startsWith("ld-linux")) {
        log.accept(path + ": needs " + soname + ", which no dependency has");
      }
    }
    for (String place : linked) {
      if (tree.nodes().get(place) instanceof Tree.Folder) {
        folders.add(places.out() + "/" + place);
      }
    }
    for (String place : Inputs.LIBRARY_FOLDERS) {
      if (hasLibraries(place)) {
        folders.add(places.out() + "/" + place);
      }
    }
    folders.addAll(inputs.libraryFolders());
    return folders;
  }

  private boolean hasLibraries(String place) {
    return libraries.values().stream().anyMatch(folders -> folders.contains(place));
  }

  private String folderOf(String soname, List<String> linked) throws IOException {
    List<String> own = libraries.getOrDefault(soname, List.of());
    for (String place : linked) {
      if (own.contains(place)) {
        return places.out() + "/" + place;
      }
    }
    for (String place : Inputs.LIBRARY_FOLDERS) {
      if (own.contains(place)) {
        return places.out() + "/" + place;
      }
    }
    String found = inputs.library(soname, linked);
    if (found.isEmpty() && !own.isEmpty()) {
      return places.out() + "/" + own.getFirst();
    }
    return found;
  }

  /**
   * Keeps the loader from the libraries of the machine it runs on: they are built for another C
   * library, and what a package needs is in its run path.
   */
  private void isolate(Path loader) throws IOException {
    String bytes = Files.readString(loader, StandardCharsets.ISO_8859_1);
    String changed = bytes;
    for (Map.Entry<String, String> entry : LOADER_PATHS.entrySet()) {
      changed = changed.replace(entry.getKey(), entry.getValue());
    }
    for (String folders : LOADER_FOLDERS) {
      changed = changed.replace(folders, folders.replace("/lib/", "/nix/"));
    }
    if (changed.equals(bytes)) {
      log.accept("the loader's search path is not where it was expected");
    }
    Files.writeString(loader, changed, StandardCharsets.ISO_8859_1);
  }
}

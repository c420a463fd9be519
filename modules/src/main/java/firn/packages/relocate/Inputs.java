package firn.packages.relocate;

import firn.store.build.BuildContext;
import firn.store.build.BuildException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The relocated packages a package may refer to: those it depends on, then what these depend on in
 * turn, then the base (shells and the like), which every script may use without saying so.
 */
final class Inputs {
  /** Folders of libraries that the loader searches by itself on Debian. */
  static final List<String> LIBRARY_FOLDERS =
      List.of("lib/x86_64-linux-gnu", "lib/aarch64-linux-gnu", "lib");

  /** A store path and where it lies physically. */
  record Input(String store, Path physical) {}

  private final List<Input> direct;
  private final List<Input> all;
  private final List<Input> base;
  private final Map<Path, Set<String>> listings = new HashMap<>();

  private Inputs(List<Input> direct, List<Input> all, List<Input> base) {
    this.direct = direct;
    this.all = all;
    this.base = base;
  }

  /** The inputs that a derivation names. */
  static Inputs of(BuildContext context, List<String> direct, List<String> base)
      throws BuildException, IOException {
    List<Input> first = inputs(context, direct);
    Set<String> closure = new LinkedHashSet<>(direct);
    if (!direct.isEmpty()) {
      closure.addAll(new TreeSet<>(context.closure(new HashSet<>(direct))));
    }
    return new Inputs(first, inputs(context, List.copyOf(closure)), inputs(context, base));
  }

  private static List<Input> inputs(BuildContext context, List<String> paths)
      throws BuildException {
    List<Input> inputs = new ArrayList<>();
    for (String path : paths) {
      inputs.add(new Input(path, context.physical(path)));
    }
    return inputs;
  }

  /** The packages depended on. */
  List<Input> direct() {
    return direct;
  }

  /** Those and what they depend on. */
  List<Input> all() {
    return all;
  }

  /** The store path of a file by its place, from whichever input has it; else empty. */
  String find(String place) throws IOException {
    String found = find(place, all);
    return found.isEmpty() ? find(place, base) : found;
  }

  private String find(String place, List<Input> inputs) throws IOException {
    int slash = place.lastIndexOf('/');
    String folder = slash < 0 ? "" : place.substring(0, slash);
    String name = place.substring(slash + 1);
    for (Input input : inputs) {
      if (names(input.physical().resolve(folder)).contains(name)) {
        return input.store() + "/" + place;
      }
    }
    return "";
  }

  /** Whether a place that {@link #find} knows is a folder. */
  boolean isFolder(String place) {
    for (Input input : all) {
      if (Files.isDirectory(input.physical().resolve(place), LinkOption.NOFOLLOW_LINKS)) {
        return true;
      }
    }
    return false;
  }

  /** Store paths of a folder, from every direct input that has it. */
  List<String> directFolders(String place) {
    List<String> found = new ArrayList<>();
    for (Input input : direct) {
      if (Files.isDirectory(input.physical().resolve(place), LinkOption.NOFOLLOW_LINKS)) {
        found.add(input.store() + "/" + place);
      }
    }
    return found;
  }

  /** Store paths of a folder, from every input that has it, direct ones first. */
  List<String> folders(String place) {
    List<String> found = new ArrayList<>();
    for (Input input : all) {
      if (Files.isDirectory(input.physical().resolve(place), LinkOption.NOFOLLOW_LINKS)) {
        found.add(input.store() + "/" + place);
      }
    }
    return found;
  }

  /**
   * The store path of the folder a library is in, among {@code extra} and the usual; else empty.
   */
  String library(String soname, List<String> extra) throws IOException {
    List<String> folders = new ArrayList<>(extra);
    folders.addAll(LIBRARY_FOLDERS);
    for (Input input : all) {
      for (String folder : folders) {
        if (names(input.physical().resolve(folder)).contains(soname)) {
          return input.store() + "/" + folder;
        }
      }
    }
    return "";
  }

  /** Store paths of the library folders of the direct inputs, for what is loaded by name. */
  List<String> libraryFolders() throws IOException {
    List<String> found = new ArrayList<>();
    for (Input input : direct) {
      for (String folder : LIBRARY_FOLDERS) {
        for (String name : names(input.physical().resolve(folder))) {
          if (name.contains(".so")) {
            found.add(input.store() + "/" + folder);
            break;
          }
        }
      }
    }
    return found;
  }

  private Set<String> names(Path folder) throws IOException {
    Set<String> known = listings.get(folder);
    if (known == null) {
      known = new HashSet<>();
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
        for (Path entry : entries) {
          known.add(entry.getFileName().toString());
        }
      } catch (NoSuchFileException | NotDirectoryException e) {
        known = Set.of();
      }
      listings.put(folder, known);
    }
    return known;
  }
}

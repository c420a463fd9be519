package firn.packages.relocate;

import firn.packages.deb.DebException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A relocated package made of the same source as the one that depends on it. Debian keeps programs,
 * data and documentation apart, but a program that looks for its data beside itself, or a Python
 * package in two halves, must find them in one tree.
 */
final class Sibling {
  /** What no program looks for beside itself, and libraries, which run paths lead to. */
  private static final Pattern APART =
      Pattern.compile(
          "nix-support(/.*)?|libexec/wrapped|(.*/)?\\.[^/]*-wrapped(-2)?|share/(doc|man|info|lintian|bash-completion)(/.*)?"
              + "|lib/systemd(/.*)?|lib/[^/]+-linux-gnu/pkgconfig(/.*)?"
              + "|lib(/[^/]+-linux-gnu)?/[^/]*\\.(so|so\\..*|a|la|o)|include(/.*)?");

  private final String store;
  private final Path physical;

  Sibling(String store, Path physical) {
    this.store = store;
    this.physical = physical;
  }

  /** Adds links to everything that has no place in the tree yet; to whole folders where it can. */
  void linkInto(Tree tree) throws IOException, DebException {
    descend(tree, "", 0);
  }

  private void descend(Tree tree, String folder, int depth) throws IOException, DebException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(physical.resolve(folder))) {
      entries.forEach(entry -> names.add(entry.getFileName().toString()));
    }
    names.sort(null);
    for (String name : names) {
      String place = folder.isEmpty() ? name : folder + "/" + name;
      if (APART.matcher(place).matches()) {
        continue;
      }
      boolean isFolder = Files.isDirectory(physical.resolve(place), LinkOption.NOFOLLOW_LINKS);
      Tree.Node own = tree.nodes().get(place);
      boolean shared = depth == 0 || Inputs.LIBRARY_FOLDERS.contains(place);
      if (own == null && !(isFolder && shared)) {
        tree.link(place, place, store + "/" + place);
      } else if (isFolder && (own == null || own instanceof Tree.Folder)) {
        descend(tree, place, depth + 1);
      }
    }
  }
}

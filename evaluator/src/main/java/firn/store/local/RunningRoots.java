package firn.store.local;

import firn.store.Nix32;
import firn.store.StorePath;
import firn.store.posix.Posix;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The store paths that running processes use: what they execute, have open or mapped, and what
 * their environment names, of whichever store. Best effort: processes of other users may not be
 * visible.
 */
final class RunningRoots {
  /**
   * Ends the physical paths of every store too; a process that sees a store in a folder at its own
   * {@code /nix/store}, such as one in a container, names it by the logical ones.
   */
  private static final String PREFIX = StorePath.STORE_DIR + "/";

  private final SortedSet<StorePath> found = new TreeSet<>();

  private RunningRoots() {}

  static SortedSet<StorePath> of() throws IOException {
    RunningRoots roots = new RunningRoots();
    for (String name : Posix.list("/proc")) {
      if (name.chars().allMatch(c -> c >= '0' && c <= '9')) {
        roots.process("/proc/" + name);
      }
    }
    return roots.found;
  }

  private void process(String process) {
    for (String link : new String[] {"exe", "cwd", "root"}) {
      link(process + "/" + link);
    }
    try {
      for (String fd : Posix.list(process + "/fd")) {
        link(process + "/fd/" + fd);
      }
    } catch (IOException e) {
      // Ended meanwhile, or another user's.
    }
    for (String file : new String[] {"maps", "environ"}) {
      try {
        scan(Files.readString(Path.of(process, file), StandardCharsets.ISO_8859_1));
      } catch (IOException e) {
        // As above.
      }
    }
  }

  private void link(String path) {
    try {
      scan(Posix.readLink(path));
    } catch (IOException e) {
      // As above.
    }
  }

  private void scan(String text) {
    for (int at = text.indexOf(PREFIX); at >= 0; at = text.indexOf(PREFIX, at + 1)) {
      int start = at + PREFIX.length();
      int end = start;
      while (end < text.length()
          && (end - start < StorePath.HASH_LENGTH
              ? Nix32.isDigit(text.charAt(end))
              : StorePath.isNameCharacter(text.charAt(end)))) {
        end++;
      }
      if (end - start > StorePath.HASH_LENGTH + 1
          && end - start <= StorePath.HASH_LENGTH + 1 + StorePath.MAX_NAME_LENGTH
          && text.charAt(start + StorePath.HASH_LENGTH) == '-') {
        found.add(StorePath.ofBaseName(text.substring(start, end)));
      }
    }
  }
}

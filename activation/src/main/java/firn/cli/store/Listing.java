package firn.cli.store;

import firn.store.posix.FileStatus;
import firn.store.posix.Posix;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What lies at and below a file, in the forms of {@code nix store ls}.
 *
 * @param root a byte path
 */
public record Listing(String root) {

  /** Lines, sorted by name; names are decoded where they are UTF-8. */
  public List<String> lines(boolean longer, boolean recursive) throws IOException {
    List<String> out = new ArrayList<>();
    FileStatus status = Posix.status(root);
    if (status.isDirectory()) {
      below(root, "./", longer, recursive, out);
    } else {
      out.add(line(root, root.substring(root.lastIndexOf('/') + 1), status, longer));
    }
    return out;
  }

  private static void below(
      String folder, String prefix, boolean longer, boolean recursive, List<String> out)
      throws IOException {
    for (String name : Posix.list(folder).stream().sorted().toList()) {
      String file = folder + "/" + name;
      FileStatus status = Posix.status(file);
      out.add(line(file, prefix + name, status, longer));
      if (recursive && status.isDirectory()) {
        below(file, prefix + name + "/", longer, true, out);
      }
    }
  }

  private static String line(String file, String shown, FileStatus status, boolean longer)
      throws IOException {
    String name = firn.eval.value.Bytes.toUnicode(shown);
    if (!longer) {
      return name;
    }
    String mode =
        status.isDirectory()
            ? "dr-xr-xr-x"
            : status.isSymlink()
                ? "lrwxrwxrwx"
                : status.isExecutable() ? "-r-xr-xr-x" : "-r--r--r--";
    String target =
        status.isSymlink() ? " -> " + firn.eval.value.Bytes.toUnicode(Posix.readLink(file)) : "";
    long size = status.isRegular() ? status.size() : 0;
    return "%s %20d %s%s".formatted(mode, size, name, target);
  }

  /** The tree as JSON: {@code type}, and {@code size}, {@code target} or {@code entries}. */
  public Map<String, Object> json(boolean recursive) throws IOException {
    return json(root, recursive, true);
  }

  private static Map<String, Object> json(String file, boolean recursive, boolean top)
      throws IOException {
    FileStatus status = Posix.status(file);
    Map<String, Object> node = new LinkedHashMap<>();
    if (status.isDirectory()) {
      node.put("type", "directory");
      if (recursive || top) {
        Map<String, Object> entries = new LinkedHashMap<>();
        for (String name : Posix.list(file).stream().sorted().toList()) {
          entries.put(
              firn.eval.value.Bytes.toUnicode(name), json(file + "/" + name, recursive, false));
        }
        node.put("entries", entries);
      }
    } else if (status.isSymlink()) {
      node.put("type", "symlink");
      node.put("target", firn.eval.value.Bytes.toUnicode(Posix.readLink(file)));
    } else {
      node.put("type", "regular");
      node.put("size", status.size());
      if (status.isExecutable()) {
        node.put("executable", true);
      }
    }
    return node;
  }
}

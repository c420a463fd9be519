package firn.store.build.builtin;

import firn.store.build.BuildContext;
import firn.store.build.BuildException;
import firn.store.build.BuiltinBuilder;
import firn.store.nar.TreeReader;
import firn.store.nar.TreeWriter;
import firn.store.posix.FileStatus;
import firn.store.posix.PathBytes;
import firn.store.posix.Posix;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * {@code builtin:tree}: writes files, links and copies where the structured attribute {@code
 * entries} says, without a shell. Each entry is one of
 *
 * <ul>
 *   <li>{@code { text = "…"; executable = false; }}: a file with that text, in UTF-8
 *   <li>{@code { link = "…"; }}: a symbolic link with that target
 *   <li>{@code { copy = "/nix/store/…"; }}: a copy of a file or tree of an input; {@code
 *       executable} overrides a copied file's own bit
 *   <li>{@code { directory = true; }}: a directory, which may stay empty
 * </ul>
 *
 * Directories on the way to an entry are made. An entry may lie below a copied tree, where it must
 * not replace anything.
 */
public final class TreeBuilder implements BuiltinBuilder {
  @Override
  public String name() {
    return "tree";
  }

  @Override
  public void build(BuildContext context) throws BuildException, IOException {
    JsonNode entries = context.attributes().path("entries");
    if (!entries.isObject()) {
      throw new BuildException("builtin:tree needs the structured attribute 'entries', a set");
    }
    String root = PathBytes.of(context.output("out"));
    SortedMap<String, JsonNode> sorted = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : entries.properties()) {
      sorted.put(LogicalFiles.bytes(entry.getKey()), entry.getValue());
    }
    if (!sorted.containsKey("")) {
      Posix.mkdir(root, 0755);
    } else if (sorted.size() > 1) {
      throw new BuildException("the entry \"\" is the whole output and stands alone");
    }
    for (Map.Entry<String, JsonNode> entry : sorted.entrySet()) {
      new Entry(context, root, entry.getKey(), entry.getValue()).write();
    }
  }

  /** One entry; its path is checked before anything is written. */
  private record Entry(BuildContext context, String root, String path, JsonNode node) {

    void write() throws BuildException, IOException {
      String file = root;
      if (!path.isEmpty()) {
        file = parents();
      }
      if (node.has("text")) {
        text(file, string("text"));
      } else if (node.has("link")) {
        String target = LogicalFiles.bytes(string("link"));
        if (target.isEmpty() || target.indexOf('\0') >= 0) {
          throw wrong("has an illegal link target");
        }
        refuseExisting(file);
        Posix.symlink(target, file);
      } else if (node.has("copy")) {
        copy(file, string("copy"));
      } else if (node.path("directory").asBoolean(false)) {
        makeDirectory(file);
      } else {
        throw wrong("has none of text, link, copy and directory");
      }
    }

    private String string(String attribute) throws BuildException {
      JsonNode value = node.path(attribute);
      if (!value.isString()) {
        throw wrong("has '" + attribute + "' that is not a string");
      }
      return value.stringValue();
    }

    /** Makes the directories above the entry; none of them may be a link that leads elsewhere. */
    private String parents() throws BuildException, IOException {
      String[] parts = path.split("/", -1);
      String at = root;
      for (int i = 0; i < parts.length; i++) {
        String part = parts[i];
        if (part.isEmpty()
            || part.equals(".")
            || part.equals("..")
            || part.indexOf('\0') >= 0
            || part.length() > 255) {
          throw wrong("is not a clean relative path");
        }
        at += "/" + part;
        if (i < parts.length - 1) {
          makeDirectory(at);
        }
      }
      return at;
    }

    private void makeDirectory(String directory) throws BuildException, IOException {
      if (!Posix.exists(directory)) {
        Posix.mkdir(directory, 0755);
        return;
      }
      FileStatus status = Posix.status(directory);
      if (!status.isDirectory()) {
        throw wrong("needs a directory where another entry is something else");
      }
      if ((status.mode() & 0200) == 0) {
        Posix.chmod(directory, 0755);
      }
    }

    private void refuseExisting(String file) throws BuildException, IOException {
      if (Posix.exists(file)) {
        throw wrong("would replace what another entry made");
      }
    }

    private void text(String file, String text) throws BuildException, IOException {
      refuseExisting(file);
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      try (TreeWriter writer = new TreeWriter(file)) {
        writer.beginFile("", node.path("executable").asBoolean(false), bytes.length);
        writer.contents(bytes, 0, bytes.length);
        writer.endFile("");
      }
    }

    private void copy(String file, String source) throws BuildException, IOException {
      refuseExisting(file);
      String from = LogicalFiles.resolve(context, LogicalFiles.bytes(source));
      if (!Posix.exists(from)) {
        throw wrong("copies '" + source + "', which does not exist");
      }
      try (TreeWriter writer = new TreeWriter(file)) {
        TreeReader.read(from, writer);
      }
      if (node.has("executable") && Posix.status(file).isRegular()) {
        Posix.chmod(file, node.path("executable").asBoolean(false) ? 0555 : 0444);
      }
    }

    private BuildException wrong(String why) {
      return new BuildException("the entry '" + path + "' " + why);
    }
  }
}

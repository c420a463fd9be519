package firn.eval.fetch.git;

import firn.store.nar.TreeWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.eclipse.jgit.attributes.Attribute;
import org.eclipse.jgit.attributes.AttributesNode;
import org.eclipse.jgit.attributes.AttributesRule;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.jspecify.annotations.Nullable;

/** Writes a tree of Git's to disk; a submodule becomes an empty folder. */
final class TreeExport {
  private static final String IGNORED = "export-ignore";

  private final Repository repository;
  private final boolean exportIgnore;

  /** The {@code .gitattributes} of the folders above, innermost first. */
  private final Deque<Rules> rules = new ArrayDeque<>();

  private record Rules(String folder, List<AttributesRule> rules) {}

  TreeExport(Repository repository, boolean exportIgnore) {
    this.repository = repository;
    this.exportIgnore = exportIgnore;
  }

  void write(ObjectId tree, String target) throws IOException {
    try (ObjectReader reader = repository.newObjectReader();
        TreeWriter writer = new TreeWriter(target)) {
      folder(reader, tree, "", writer);
    }
  }

  private void folder(ObjectReader reader, ObjectId tree, String path, TreeWriter writer)
      throws IOException {
    writer.beginDirectory(path);
    @Nullable Rules own = exportIgnore ? read(reader, tree, path) : null;
    if (own != null) {
      rules.push(own);
    }
    for (CanonicalTreeParser entry = new CanonicalTreeParser(null, reader, tree);
        !entry.eof();
        entry = entry.next()) {
      byte[] name = new byte[entry.getNameLength()];
      entry.getName(name, 0);
      String bytes = new String(name, StandardCharsets.ISO_8859_1);
      String below = path.isEmpty() ? bytes : path + "/" + bytes;
      entry(reader, entry.getEntryFileMode(), entry.getEntryObjectId(), below, writer);
    }
    if (own != null) {
      rules.pop();
    }
    writer.endDirectory(path);
  }

  private void entry(
      ObjectReader reader, FileMode mode, ObjectId id, String path, TreeWriter writer)
      throws IOException {
    boolean isFolder = mode.equals(FileMode.TREE) || mode.equals(FileMode.GITLINK);
    if (isIgnored(path, isFolder)) {
      return;
    }
    if (mode.equals(FileMode.TREE)) {
      folder(reader, id, path, writer);
    } else if (mode.equals(FileMode.GITLINK)) {
      writer.beginDirectory(path);
      writer.endDirectory(path);
    } else if (mode.equals(FileMode.SYMLINK)) {
      byte[] target = reader.open(id, Constants.OBJ_BLOB).getCachedBytes(1 << 16);
      writer.symlink(path, new String(target, StandardCharsets.ISO_8859_1));
    } else {
      ObjectLoader loader = reader.open(id, Constants.OBJ_BLOB);
      writer.beginFile(path, mode.equals(FileMode.EXECUTABLE_FILE), loader.getSize());
      byte[] buffer = new byte[1 << 16];
      try (InputStream in = loader.openStream()) {
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          writer.contents(buffer, 0, n);
        }
      }
      writer.endFile(path);
    }
  }

  private @Nullable Rules read(ObjectReader reader, ObjectId tree, String folder)
      throws IOException {
    for (CanonicalTreeParser entry = new CanonicalTreeParser(null, reader, tree);
        !entry.eof();
        entry = entry.next()) {
      if (entry.getEntryPathString().equals(Constants.DOT_GIT_ATTRIBUTES)) {
        AttributesNode node = new AttributesNode();
        try (InputStream in =
            reader.open(entry.getEntryObjectId(), Constants.OBJ_BLOB).openStream()) {
          node.parse(in);
        }
        return new Rules(folder, node.getRules());
      }
    }
    return null;
  }

  /** The last rule that matches wins, those of inner folders before those of outer ones. */
  private boolean isIgnored(String path, boolean isFolder) {
    for (Rules one : rules) {
      String relative = one.folder.isEmpty() ? path : path.substring(one.folder.length() + 1);
      for (AttributesRule rule : one.rules.reversed()) {
        if (!rule.isMatch(relative, isFolder)) {
          continue;
        }
        for (Attribute attribute : rule.getAttributes()) {
          if (attribute.getKey().equals(IGNORED)) {
            return attribute.getState() == Attribute.State.SET;
          }
        }
      }
    }
    return false;
  }
}

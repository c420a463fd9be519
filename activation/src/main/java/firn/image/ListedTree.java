package firn.image;

import firn.image.tar.TarEntry.Kind;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A tree that is only listed: where no script works on it, a layer of some thousand links needs no
 * folder on disk to be made and taken away again.
 */
final class ListedTree implements RootTree {
  /** The members of each folder, by its name. */
  private final SortedMap<String, SortedMap<String, Node>> folders = new TreeMap<>();

  /**
   * What stands under a name.
   *
   * @param content the target of a link, the byte path of a file's source, nothing for a folder
   */
  record Node(Kind kind, int permissions, String content) {}

  ListedTree() {
    folders.put("", new TreeMap<>());
  }

  /** The members of a folder, in the order of their bytes. */
  SortedMap<String, Node> members(String folder) {
    return Collections.unmodifiableSortedMap(there(folder));
  }

  private SortedMap<String, Node> there(String folder) {
    SortedMap<String, Node> members = folders.get(folder);
    if (members == null) {
      throw new IllegalArgumentException("'" + folder + "' is no folder of this tree");
    }
    return members;
  }

  private @Nullable Node node(String name) {
    SortedMap<String, Node> siblings = folders.get(RootTree.parent(name));
    return siblings == null ? null : siblings.get(RootTree.last(name));
  }

  @Override
  public @Nullable Kind kind(String name) {
    if (name.isEmpty()) {
      return Kind.FOLDER;
    }
    Node node = node(name);
    return node == null ? null : node.kind();
  }

  @Override
  public String link(String name) {
    Node node = node(name);
    if (node == null || node.kind() != Kind.SYMLINK) {
      throw new IllegalArgumentException("'" + name + "' is no link of this tree");
    }
    return node.content();
  }

  @Override
  public void addFolder(String name, int permissions) {
    add(name, new Node(Kind.FOLDER, permissions, ""));
    folders.put(name, new TreeMap<>());
  }

  @Override
  public void addLink(String name, String target) {
    add(name, new Node(Kind.SYMLINK, 0777, target));
  }

  @Override
  public void addFile(String name, String source, int permissions) {
    add(name, new Node(Kind.FILE, permissions, source));
  }

  private void add(String name, Node node) {
    there(RootTree.parent(name)).put(RootTree.last(name), node);
  }

  @Override
  public void remove(String name) {
    Node removed = there(RootTree.parent(name)).remove(RootTree.last(name));
    if (removed != null && removed.kind() == Kind.FOLDER) {
      folders.remove(name);
      // '0' follows '/', so these are the names that begin with the folder's.
      folders.subMap(name + "/", name + "0").clear();
    }
  }
}

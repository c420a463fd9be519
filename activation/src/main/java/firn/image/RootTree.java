package firn.image;

import java.io.IOException;

/**
 * The tree that becomes a layer, while it is laid out. Names hold bytes and are relative to its
 * root, which is the empty name; the folder a name lies in is there, and no link.
 */
interface RootTree extends LinkWalk.Tree {
  void addFolder(String name, int permissions) throws IOException;

  void addLink(String name, String target) throws IOException;

  /**
   * Adds a file.
   *
   * @param source a byte path
   */
  void addFile(String name, String source, int permissions) throws IOException;

  /** Takes out what stands under {@code name}, with all below it. */
  void remove(String name) throws IOException;

  /** The name of a member of a folder. */
  static String child(String folder, String name) {
    return folder.isEmpty() ? name : folder + "/" + name;
  }

  /** The folder a name lies in; empty for the top. */
  static String parent(String name) {
    return name.contains("/") ? name.substring(0, name.lastIndexOf('/')) : "";
  }

  /** The part after the last slash. */
  static String last(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }
}

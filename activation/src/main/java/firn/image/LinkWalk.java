package firn.image;

import firn.image.tar.TarEntry.Kind;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Follows links as they are meant inside a tree, with the tree's root as {@code /}: nothing leads
 * out of it, whatever a link says.
 */
final class LinkWalk {
  private static final int MOST_LINKS = 40;

  private LinkWalk() {}

  /**
   * What there is under names, which are relative to the root and hold no link but as last part.
   */
  interface Tree {
    /** What stands under {@code name}, links not followed; null if nothing does. */
    @Nullable Kind kind(String name) throws IOException;

    /** Where the link {@code name} points to. */
    String link(String name) throws IOException;
  }

  /**
   * The name, free of links, of the folder that {@code name} leads to.
   *
   * @return null if it leads nowhere, to anything but a folder, or through too many links
   */
  static @Nullable String folder(Tree tree, String name) throws IOException {
    Deque<String> left = new ArrayDeque<>(Arrays.asList(name.split("/", -1)));
    Deque<String> found = new ArrayDeque<>();
    int links = 0;
    while (!left.isEmpty()) {
      String part = left.removeFirst();
      if (part.isEmpty() || part.equals(".")) {
        continue;
      }
      if (part.equals("..")) {
        found.pollLast();
        continue;
      }
      found.addLast(part);
      String at = String.join("/", found);
      Kind kind = tree.kind(at);
      if (kind == Kind.FOLDER) {
        continue;
      }
      if (kind != Kind.SYMLINK || ++links > MOST_LINKS) {
        return null;
      }
      String target = tree.link(at);
      found.removeLast();
      if (target.startsWith("/")) {
        found.clear();
      }
      for (String word : Arrays.asList(target.split("/", -1)).reversed()) {
        left.addFirst(word);
      }
    }
    return String.join("/", found);
  }
}

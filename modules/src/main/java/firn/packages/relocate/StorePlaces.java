package firn.packages.relocate;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers where a path that a package speaks of, such as {@code /usr/bin/env}, now is. */
final class StorePlaces {
  private static final Pattern PATH =
      Pattern.compile("(?<![\\w./@}\\)%*~+-])/(?:usr/|bin/|sbin/|lib/|lib64/)[\\w+@./-]*[\\w+@]");

  private final Tree tree;
  private final String out;
  private final Inputs inputs;

  StorePlaces(Tree tree, String out, Inputs inputs) {
    this.tree = tree;
    this.out = out;
    this.inputs = inputs;
  }

  /** The logical path of this output. */
  String out() {
    return out;
  }

  /** The new path of an absolute one; empty if neither this package nor an input has it. */
  String find(String absolute) throws IOException {
    String place = Layout.STORE.place(Layout.follow("", absolute));
    if (place == null) {
      return "";
    }
    return tree.resolve(place) != null ? out + "/" + place : inputs.find(place);
  }

  /**
   * A text in which paths of files that exist in the store are replaced. Folders are replaced only
   * where they are this package's own: {@code /usr/share} means no package in particular.
   */
  String mend(String text) throws IOException {
    Matcher matcher = PATH.matcher(text);
    StringBuilder mended = new StringBuilder(text.length() + 256);
    while (matcher.find()) {
      String path = matcher.group();
      String found = replacement(path);
      matcher.appendReplacement(mended, Matcher.quoteReplacement(found.isEmpty() ? path : found));
    }
    matcher.appendTail(mended);
    return mended.toString();
  }

  /** What {@link #mend} puts in the place of a path; empty if it stays. */
  String replacement(String path) throws IOException {
    String place = Layout.STORE.place(Layout.follow("", path));
    if (place == null || place.indexOf('/') < 0) {
      return "";
    }
    String end = path.endsWith("/") ? "/" : "";
    String own = tree.resolve(place);
    if (own != null) {
      boolean folder = tree.nodes().get(own) instanceof Tree.Folder;
      return folder && Inputs.LIBRARY_FOLDERS.contains(place) ? "" : out + "/" + place + end;
    }
    return inputs.isFolder(place) ? "" : inputs.find(place);
  }
}

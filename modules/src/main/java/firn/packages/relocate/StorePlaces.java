package firn.packages.relocate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers where a path that a package speaks of, such as {@code /usr/bin/env}, now is. */
final class StorePlaces {
  private static final Pattern PATH =
      Pattern.compile("(?<![\\w./@}\\)%*~+-])/(?:usr/|bin/|sbin/|lib/|lib64/)[\\w+@./-]*[\\w+@]");

  private static final Pattern COMPILED_IN = Pattern.compile("/(?:usr|bin|sbin|lib|lib64)/");
  private static final Pattern HOLE = Pattern.compile("[%*]");
  private static final Pattern DATA =
      Pattern.compile(
          "share/(?!(doc|man|info|locale|icons|pixmaps|applications|mime|fonts|themes|sounds|perl5?"
              + "|dbus-1|polkit-1|glib-2.0|bash-completion|zsh|fish|nodejs|java|maven-repo|aclocal"
              + "|pkgconfig|metainfo|xml|sgml|X11|gettext|i18n|games|emacs|vim|gir-1.0)(/|$)).*");
  private static final Set<String> SHELLS =
      Set.of("/bin/sh", "/bin/bash", "/usr/bin/env", "/usr/bin/sh", "/usr/bin/bash");

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

  /**
   * What a program's compiled-in text becomes: a path, a list of them separated by colons, a path
   * with holes ({@code %s}) below a folder of this package; empty if it stays. A shell stays, for
   * it is what the machine's users have; so does what is below {@code /etc}.
   */
  String compiledIn(String text) throws IOException {
    if (text.indexOf(':') >= 0) {
      List<String> entries = new ArrayList<>();
      boolean any = false;
      for (String entry : text.split(":", -1)) {
        String found = compiledInPath(entry);
        any |= !found.isEmpty();
        entries.add(found.isEmpty() ? entry : found);
      }
      return any ? String.join(":", entries) : "";
    }
    return compiledInPath(text);
  }

  private String compiledInPath(String path) throws IOException {
    if (!COMPILED_IN.matcher(path).lookingAt() || SHELLS.contains(path)) {
      return "";
    }
    String exact = path.indexOf('%') < 0 && path.indexOf('*') < 0 ? replacement(path) : "";
    if (!exact.isEmpty()) {
      return exact;
    }
    Matcher hole = HOLE.matcher(path);
    int end = path.lastIndexOf('/', hole.find() ? hole.start() : path.length());
    while (end > 0) {
      String folder = path.substring(0, end);
      String place = Layout.STORE.place(Layout.follow("", folder));
      if (place == null || place.indexOf('/') < 0) {
        return "";
      }
      String own = tree.resolve(place);
      if (own != null
          && tree.nodes().get(own) instanceof Tree.Folder
          && !Inputs.LIBRARY_FOLDERS.contains(place)) {
        return out + "/" + place + path.substring(end);
      }
      end = path.lastIndexOf('/', end - 1);
    }
    return "";
  }

  /** A place at or below a link to another store path, as a path below that; else empty. */
  private String intoStore(String place) {
    for (int to = place.length(); to > 0; to = place.lastIndexOf('/', to - 1)) {
      if (tree.nodes().get(place.substring(0, to)) instanceof Tree.Link link
          && link.target().startsWith("/nix/store/")) {
        return link.target() + place.substring(to);
      }
    }
    return "";
  }

  /** What {@link #mend} puts in the place of a path; empty if it stays. */
  String replacement(String path) throws IOException {
    String place = Layout.STORE.place(Layout.follow("", path));
    if (place == null || place.indexOf('/') < 0) {
      return "";
    }
    String end = path.endsWith("/") ? "/" : "";
    String linked = intoStore(place);
    if (!linked.isEmpty()) {
      return linked + end;
    }
    String own = tree.resolve(place);
    if (own != null) {
      boolean folder = tree.nodes().get(own) instanceof Tree.Folder;
      return folder && Inputs.LIBRARY_FOLDERS.contains(place) ? "" : out + "/" + place + end;
    }
    if (inputs.isFolder(place)) {
      // Data of one package that this one depends on; what many share is no package's own.
      List<String> folders = DATA.matcher(place).matches() ? inputs.folders(place) : List.of();
      return folders.size() == 1 ? folders.getFirst() + end : "";
    }
    return inputs.find(place);
  }
}

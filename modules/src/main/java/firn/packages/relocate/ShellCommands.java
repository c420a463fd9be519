package firn.packages.relocate;

import firn.packages.relocate.Tree.Content;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The programs that a package's shell scripts call. A package need not depend on what every Debian
 * has, so its scripts are given a search path to end with: the folders, among its inputs, of the
 * programs whose names occur in them.
 */
final class ShellCommands {
  private static final int LIMIT = 1 << 20;
  private static final Pattern SHELL =
      Pattern.compile("#!\\s*(?:/\\S*/)?(?:env\\s+)?(?:ba|da|k|mk|z)?sh\\b.*");
  private static final Pattern WORD =
      Pattern.compile("(?<![\\w./$@{\\[-])[a-z][a-z0-9_.+-]*(?![\\w/=])");
  private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*#.*$");

  private final Tree tree;
  private final Inputs inputs;

  ShellCommands(Tree tree, Inputs inputs) {
    this.tree = tree;
    this.inputs = inputs;
  }

  /** Folders of programs, separated by colons; empty if no script calls any. */
  String folders() throws IOException {
    Set<String> words = new TreeSet<>();
    for (String path : tree.files(Content.SCRIPT)) {
      if (Files.size(tree.physical(path)) < LIMIT) {
        String text = Files.readString(tree.physical(path), StandardCharsets.ISO_8859_1);
        if (SHELL.matcher(text).lookingAt()) {
          Matcher word = WORD.matcher(COMMENT.matcher(text).replaceAll(""));
          while (word.find()) {
            words.add(word.group());
          }
        }
      }
    }
    Set<String> folders = new LinkedHashSet<>();
    for (String word : words) {
      String found = inputs.find("bin/" + word);
      if (!found.isEmpty()) {
        folders.add(found.substring(0, found.length() - word.length() - 1));
      }
    }
    return String.join(":", folders);
  }
}

package firn.packages.relocate;

import firn.packages.deb.DebException;
import java.io.IOException;

/** A shell script in the place of a program, which sets its environment and becomes it. */
final class Wrapper {
  private final String shell;
  private final StringBuilder lines = new StringBuilder();
  private final StringBuilder arguments = new StringBuilder();

  Wrapper(String shell) {
    this.shell = shell;
  }

  /** Sets a variable, whatever it was. */
  Wrapper set(String name, String value) {
    lines.append("export ").append(name).append('=').append(quote(value)).append('\n');
    return this;
  }

  /** Sets a variable that the caller has not set. */
  Wrapper setDefault(String name, String value) {
    lines.append("export ").append(name).append("=\"${").append(name).append('-');
    lines.append(value.replaceAll("([\\\\\"$`])", "\\\\$1")).append("}\"\n");
    return this;
  }

  /** Puts entries in front of a list that is separated by colons. */
  Wrapper prefix(String name, String value) {
    lines.append("export ").append(name).append('=').append(quote(value));
    lines.append("\"${").append(name).append(":+:$").append(name).append("}\"\n");
    return this;
  }

  /**
   * Puts entries in front of a list in which an empty entry stands for what is searched by default,
   * so that this is searched still where the caller has not set the variable.
   */
  Wrapper ahead(String name, String value) {
    lines.append("export ").append(name).append('=').append(quote(value)).append(":\"$");
    lines.append(name).append("\"\n");
    return this;
  }

  /** Puts entries behind a list that is separated by colons. */
  Wrapper suffix(String name, String value) {
    lines.append("export ").append(name).append("=\"${").append(name).append(":+$").append(name);
    lines.append(":}\"").append(quote(value)).append('\n');
    return this;
  }

  /** An argument in front of the caller's. */
  Wrapper argument(String value) {
    arguments.append(' ').append(quote(value));
    return this;
  }

  /**
   * Wraps the program at {@code path}. A script keeps its file name, which it may print; a binary
   * keeps its folder, from which it may find its files.
   */
  void around(Tree tree, String out, String path) throws IOException, DebException {
    String real = tree.resolve(path);
    if (real == null || !(tree.nodes().get(real) instanceof Tree.File file)) {
      throw new DebException("there is no program “" + path + "” to be wrapped");
    }
    int slash = path.lastIndexOf('/');
    String folder = path.substring(0, slash + 1);
    String name = path.substring(slash + 1);
    String hidden = real;
    boolean script = file.content() == Tree.Content.SCRIPT;
    if (real.equals(path)) {
      if (script) {
        tree.folder("libexec/wrapped");
        hidden = "libexec/wrapped/" + name;
      } else {
        hidden = folder + "." + name + "-wrapped";
      }
      if (tree.nodes().containsKey(hidden)) {
        hidden = hidden + "-2";
      }
      tree.move(path, hidden);
    }
    String command = script ? "exec " : "exec -a \"$0\" ";
    tree.write(
        path,
        "#!" + shell + "\n" + lines + command + quote(out + "/" + hidden) + arguments + " \"$@\"\n",
        true);
  }

  static String quote(String text) {
    return text.matches("[\\w./:=@%+,-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}

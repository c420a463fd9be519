package firn.eval.flake;

import firn.eval.error.EvalException;
import java.util.ArrayList;
import java.util.List;

/** Paths of names of inputs: {@code nixops/nixpkgs}. */
public final class InputPath {
  private InputPath() {}

  /**
   * Reads a path.
   *
   * @throws EvalException if a part is no name
   */
  public static List<String> parse(String text) {
    List<String> path = new ArrayList<>();
    for (String part : text.split("/", -1)) {
      if (part.isEmpty()) {
        continue;
      }
      if (!part.matches("[a-zA-Z][a-zA-Z0-9_-]*")) {
        throw new EvalException("invalid flake input path element '" + part + "'");
      }
      path.add(part);
    }
    return path;
  }

  static String print(List<String> path) {
    return String.join("/", path);
  }

  static List<String> below(List<String> path, String name) {
    List<String> longer = new ArrayList<>(path);
    longer.add(name);
    return List.copyOf(longer);
  }
}

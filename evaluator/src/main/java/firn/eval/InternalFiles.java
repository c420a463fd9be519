package firn.eval;

import firn.eval.error.EvalException;
import firn.grammar.SourceText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The files that {@code <nix/…>} finds: they are part of the language, not on the disk. */
final class InternalFiles {
  static final String FOLDER = "/__corepkgs__";

  private InternalFiles() {}

  static boolean contains(String path) {
    return path.startsWith(FOLDER + "/");
  }

  static SourceText read(String path) {
    String name = path.substring(FOLDER.length() + 1);
    try (InputStream in = InternalFiles.class.getResourceAsStream(name)) {
      if (in == null || name.contains("/") || !name.endsWith(".nix")) {
        throw new EvalException("path '" + path + "' does not exist");
      }
      return SourceText.ofLatin1(path, new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new EvalException("reading '" + path + "' failed", e);
    }
  }
}

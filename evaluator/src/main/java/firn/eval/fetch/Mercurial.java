package firn.eval.fetch;

import firn.store.posix.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs the {@code hg} of this machine, in its plain manner. */
final class Mercurial {
  private Mercurial() {}

  /**
   * What a command prints, as bytes.
   *
   * @param words options end with {@code --} before anything that another has written
   * @throws FetchFailure if it fails, or there is no {@code hg}
   */
  static String run(String... words) throws IOException, InterruptedException {
    Path program = Program.find("hg");
    if (program == null) {
      throw new FetchFailure(
          "the program 'hg' is not installed, and a Mercurial repository is wanted", null);
    }
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(words));
    Path messages = Files.createTempFile("firn-hg", ".log");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectError(messages.toFile());
      Map<String, String> environment = builder.environment();
      environment.put("HGPLAIN", "");
      Process process = builder.start();
      String out;
      try {
        out = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        if (process.waitFor() == 0) {
          return out;
        }
      } finally {
        process.destroy();
      }
      throw new FetchFailure(
          "hg "
              + words[0]
              + " failed: "
              + Files.readString(messages, StandardCharsets.ISO_8859_1).strip(),
          null);
    } finally {
      Files.deleteIfExists(messages);
    }
  }
}

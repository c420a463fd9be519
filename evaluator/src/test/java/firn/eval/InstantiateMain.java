package firn.eval;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** {@link Instantiate} as a program. */
public final class InstantiateMain {
  private InstantiateMain() {}

  public static void main(String[] args) throws IOException {
    Instantiate.Result result =
        Instantiate.run(List.of(args), System.getenv(), Path.of("").toAbsolutePath());
    write(System.err, result.err());
    write(System.out, result.out());
    System.exit(result.exitCode());
  }

  private static void write(PrintStream stream, String bytes) throws IOException {
    stream.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    stream.flush();
  }
}

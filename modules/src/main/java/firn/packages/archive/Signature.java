package firn.packages.archive;

import firn.store.posix.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Checks inline signatures with the machine's {@code gpgv}. */
final class Signature {
  private Signature() {}

  /**
   * The text that the trusted keys signed, and nothing outside of it.
   *
   * @param signed a clear-signed file
   * @param ring a binary key ring
   * @param what named in errors
   * @throws ArchiveException if gpgv is missing or no trusted key made a good signature
   */
  static String verified(Path signed, byte[] ring, String what)
      throws ArchiveException, IOException, InterruptedException {
    Path folder = Files.createTempDirectory("firn-gpgv");
    Path keys = folder.resolve("keys.gpg");
    Path text = folder.resolve("text");
    Path log = folder.resolve("log");
    try {
      Files.write(keys, ring);
      int exit = run(signed, folder, keys, text, log);
      List<String> status = Files.readString(log, StandardCharsets.ISO_8859_1).lines().toList();
      boolean valid = status.stream().anyMatch(line -> line.startsWith("[GNUPG:] VALIDSIG "));
      boolean bad = status.stream().anyMatch(line -> line.startsWith("[GNUPG:] BADSIG "));
      if (!valid || bad || !Files.exists(text)) {
        throw new ArchiveException(
            "the index %s %s".formatted(what, bad ? "has a bad signature" : explain(status, exit)),
            "Do not trust this mirror; if the archive's keys have changed, update the package"
                + " debian-archive-keyring.");
      }
      return Files.readString(text, StandardCharsets.ISO_8859_1);
    } finally {
      for (Path file : List.of(keys, text, log, folder)) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static String explain(List<String> status, int exit) {
    if (status.stream().anyMatch(line -> line.startsWith("[GNUPG:] NO_PUBKEY "))) {
      return "is signed by a key that apt's sources do not trust";
    }
    if (status.stream().anyMatch(line -> line.startsWith("[GNUPG:] EXPKEYSIG "))) {
      return "is signed by a key that has expired";
    }
    return "is not signed (gpgv ended with %d)".formatted(exit);
  }

  private static int run(Path signed, Path home, Path keys, Path text, Path log)
      throws ArchiveException, InterruptedException {
    ProcessBuilder gpgv =
        new ProcessBuilder(
            Program.resolve(
                List.of(
                    "gpgv",
                    "--homedir",
                    home.toString(),
                    "--keyring",
                    keys.toString(),
                    "--status-fd",
                    "1",
                    "--output",
                    text.toString(),
                    signed.toString())));
    gpgv.environment().put("LC_ALL", "C");
    gpgv.redirectOutput(log.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process;
    try {
      process = gpgv.start();
    } catch (IOException e) {
      throw new ArchiveException(
          "the program gpgv, which checks the archive's signatures, is not installed",
          "Install it with: apt-get install gpgv",
          e);
    }
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      throw e;
    }
  }
}

package firn.packages.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** The public keys that may sign an index: one OpenPGP key ring in binary form, for gpgv. */
final class KeyRing {
  private static final byte[] KEYBOX = "KBXf".getBytes(StandardCharsets.US_ASCII);

  private KeyRing() {}

  /**
   * The keys a source trusts, concatenated: the files or the block its {@code Signed-By} names, or
   * apt's trusted keys.
   *
   * @throws ArchiveException if a named file is missing or there is no key at all
   */
  static byte[] of(AptSource source, Path etcApt) throws ArchiveException, IOException {
    ByteArrayOutputStream ring = new ByteArrayOutputStream();
    if (source.signedBy().isEmpty()) {
      for (Path file : trusted(etcApt)) {
        append(ring, Files.readAllBytes(file));
      }
    }
    for (String entry : source.signedBy()) {
      if (entry.contains("-----BEGIN")) {
        append(ring, entry.getBytes(StandardCharsets.ISO_8859_1));
        continue;
      }
      Path file = Path.of(entry);
      if (!file.isAbsolute() || !Files.isRegularFile(file)) {
        throw new ArchiveException(
            "the key ring %s, which apt's sources name for %s, is not there"
                .formatted(entry, source.uri()),
            "Install the package debian-archive-keyring, or correct Signed-By.");
      }
      append(ring, Files.readAllBytes(file));
    }
    if (ring.size() == 0) {
      throw new ArchiveException(
          "no key is trusted for %s %s".formatted(source.uri(), source.suite()),
          "Name a key ring with Signed-By in apt's sources.");
    }
    return ring.toByteArray();
  }

  private static List<Path> trusted(Path etcApt) throws IOException {
    List<Path> files = new ArrayList<>();
    Path single = etcApt.resolve("trusted.gpg");
    if (Files.isRegularFile(single)) {
      files.add(single);
    }
    Path folder = etcApt.resolve("trusted.gpg.d");
    if (Files.isDirectory(folder)) {
      try (Stream<Path> entries = Files.list(folder)) {
        entries
            .filter(file -> file.toString().endsWith(".gpg") || file.toString().endsWith(".asc"))
            .sorted()
            .forEach(files::add);
      }
    }
    return files;
  }

  private static void append(ByteArrayOutputStream ring, byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    if (text.contains("-----BEGIN PGP PUBLIC KEY BLOCK-----")) {
      ring.writeBytes(unarmoured(text));
    } else if (!isKeybox(bytes)) {
      ring.writeBytes(bytes);
    }
  }

  private static boolean isKeybox(byte[] bytes) {
    return bytes.length > 12
        && bytes[8] == KEYBOX[0]
        && bytes[9] == KEYBOX[1]
        && bytes[10] == KEYBOX[2]
        && bytes[11] == KEYBOX[3];
  }

  /** The bytes of ASCII armour (RFC 9580 section 6.2): base64 after the empty line, no checksum. */
  private static byte[] unarmoured(String text) {
    ByteArrayOutputStream keys = new ByteArrayOutputStream();
    StringBuilder block = new StringBuilder();
    boolean inside = false;
    boolean body = false;
    for (String raw : text.split("\n", -1)) {
      String line = raw.strip();
      if (line.startsWith("-----BEGIN PGP PUBLIC KEY BLOCK")) {
        inside = true;
        body = false;
        block.setLength(0);
      } else if (line.startsWith("-----END PGP PUBLIC KEY BLOCK")) {
        keys.writeBytes(Base64.getMimeDecoder().decode(block.toString()));
        inside = false;
      } else if (inside && line.isEmpty()) {
        body = true;
      } else if (inside && body && !line.startsWith("=")) {
        block.append(line);
      }
    }
    return keys.toByteArray();
  }
}

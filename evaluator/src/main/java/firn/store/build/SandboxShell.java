package firn.store.build;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The {@code /bin/sh} that sandboxed builders find: a statically linked busybox of this machine,
 * for one that needs libraries would need the machine's.
 */
public final class SandboxShell {
  private static final List<Path> PLACES =
      List.of(
          Path.of("/bin/busybox"), Path.of("/usr/bin/busybox"), Path.of("/usr/lib/nix/busybox"));

  private static final int PROGRAM_HEADERS = 32;
  private static final int HEADER_SIZE = 54;
  private static final int HEADER_COUNT = 56;
  private static final int INTERPRETER = 3;

  private SandboxShell() {}

  /** Where it is, if the machine has one. */
  public static Optional<Path> find() {
    return PLACES.stream().filter(SandboxShell::isStatic).findFirst();
  }

  /** Whether a file is a 64-bit program that names no interpreter (ELF, "Program Header"). */
  static boolean isStatic(Path program) {
    if (!Files.isExecutable(program)) {
      return false;
    }
    try (RandomAccessFile file = new RandomAccessFile(program.toFile(), "r")) {
      ByteBuffer header = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
      file.readFully(header.array());
      if (header.getInt(0) != 0x464c457f || header.get(4) != 2) {
        return false;
      }
      long start = header.getLong(PROGRAM_HEADERS);
      for (int i = 0; i < header.getShort(HEADER_COUNT); i++) {
        file.seek(start + (long) i * header.getShort(HEADER_SIZE));
        if (Integer.reverseBytes(file.readInt()) == INTERPRETER) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}

package firn.store.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The filters of all machines, run by an interpreter: a kernel runs only its own machine's. */
class SystemCallFilterTest {
  private static final int ALLOW = 0x7fff0000;
  private static final int EPERM = 0x00050001;
  private static final int ENOSYS = 0x00050026;
  private static final int ENOTSUP = 0x0005005f;

  /** What the kernel answers to a call (struct sock_filter, struct seccomp_data). */
  private static int answer(String machine, int audit, int number, long... arguments) {
    ByteBuffer data = ByteBuffer.allocate(64).order(ByteOrder.nativeOrder());
    data.putInt(0, number).putInt(4, audit);
    for (int i = 0; i < arguments.length; i++) {
      data.putLong(16 + 8 * i, arguments[i]);
    }
    ByteBuffer program =
        ByteBuffer.wrap(SystemCallFilter.program(machine)).order(ByteOrder.nativeOrder());
    int accumulator = 0;
    int at = 0;
    while (true) {
      int code = program.getShort(8 * at);
      int yes = program.get(8 * at + 2) & 0xff;
      int no = program.get(8 * at + 3) & 0xff;
      int value = program.getInt(8 * at + 4);
      at++;
      switch (code) {
        case 0x20 -> accumulator = data.getInt(value);
        case 0x54 -> accumulator &= value;
        case 0x15 -> at += accumulator == value ? yes : no;
        case 0x45 -> at += (accumulator & value) != 0 ? yes : no;
        case 0x06 -> {
          return value;
        }
        default -> throw new IllegalArgumentException("instruction " + code);
      }
    }
  }

  /** Numbers as {@code <asm/unistd.h>} of each machine has them; which argument is the mode. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        // chmod, fchmod, fchmodat, fchmodat2, creat, mknod, mknodat
        "amd64 c000003e 90 1",
        "amd64 c000003e 91 1",
        "amd64 c000003e 268 2",
        "amd64 c000003e 452 2",
        "amd64 c000003e 85 1",
        "amd64 c000003e 133 1",
        "amd64 c000003e 259 2",
        "amd64 40000003 15 1",
        "amd64 40000003 94 1",
        "amd64 40000003 306 2",
        "amd64 40000003 452 2",
        "amd64 40000003 8 1",
        "amd64 40000003 14 1",
        "amd64 40000003 297 2",
        "aarch64 c00000b7 52 1",
        "aarch64 c00000b7 53 2",
        "aarch64 c00000b7 452 2",
        "aarch64 c00000b7 33 2",
        "aarch64 40000028 15 1",
        "aarch64 40000028 94 1",
        "aarch64 40000028 333 2",
        "aarch64 40000028 452 2",
        "aarch64 40000028 8 1",
        "aarch64 40000028 14 1",
        "aarch64 40000028 324 2",
      })
  void modesWithRightsAreRefused(String machine, String audit, int number, int argument) {
    int kind = Integer.parseUnsignedInt(audit, 16);
    long[] arguments = new long[6];
    for (long mode : new long[] {04755, 02755, 06000, 0104755}) {
      arguments[argument] = mode;
      assertThat(answer(machine, kind, number, arguments)).isEqualTo(EPERM);
    }
    for (long mode : new long[] {0755, 01777, 0100644}) {
      arguments[argument] = mode;
      assertThat(answer(machine, kind, number, arguments)).isEqualTo(ALLOW);
    }
  }

  /** {@code open} and {@code openat}: a mode counts only where a file is made. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "amd64 c000003e 2 1",
        "amd64 c000003e 257 2",
        "amd64 40000003 5 1",
        "amd64 40000003 295 2",
        "aarch64 c00000b7 56 2",
        "aarch64 40000028 5 1",
        "aarch64 40000028 322 2",
      })
  void filesAreNotMadeWithRights(String machine, String audit, int number, int flags) {
    int kind = Integer.parseUnsignedInt(audit, 16);
    long[] arguments = new long[6];
    arguments[flags + 1] = 04755;
    arguments[flags] = 02;
    assertThat(answer(machine, kind, number, arguments)).isEqualTo(ALLOW);
    arguments[flags] = 0102;
    assertThat(answer(machine, kind, number, arguments)).isEqualTo(EPERM);
    arguments[flags] = 020200002;
    assertThat(answer(machine, kind, number, arguments)).isEqualTo(EPERM);
    arguments[flags + 1] = 0755;
    assertThat(answer(machine, kind, number, arguments)).isEqualTo(ALLOW);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "amd64 c000003e 188 189 190",
        "amd64 40000003 226 227 228",
        "aarch64 c00000b7 5 6 7",
        "aarch64 40000028 226 227 228",
      })
  void attributesAreRefused(String machine, String audit, int set, int ofLink, int ofOpen) {
    int kind = Integer.parseUnsignedInt(audit, 16);
    for (int number : new int[] {set, ofLink, ofOpen, 463}) {
      assertThat(answer(machine, kind, number)).isEqualTo(ENOTSUP);
    }
    assertThat(answer(machine, kind, 425)).as("io_uring_setup").isEqualTo(ENOSYS);
    assertThat(answer(machine, kind, 437)).as("openat2").isEqualTo(ENOSYS);
    assertThat(answer(machine, kind, 1)).isEqualTo(ALLOW);
  }

  /** X32 calls are those of amd64 with one bit more. */
  @Test
  void callsOfX32AreFilteredToo() {
    assertThat(answer("amd64", 0xc000003e, 0x4000005a, 0, 04755)).isEqualTo(EPERM);
  }

  /** A process that claims to be of another kind of machine makes no call. */
  @Test
  void otherKindsOfCallsAreMissing() {
    assertThat(answer("amd64", 0xc00000b7, 63)).isEqualTo(ENOSYS);
    assertThat(answer("aarch64", 0xc000003e, 0)).isEqualTo(ENOSYS);
  }

  @Test
  void machinesThatAreNotKnownHaveNoFilter() {
    assertThat(SystemCallFilter.program("riscv64")).isEmpty();
  }
}

package firn.store.build;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;

/**
 * What a builder's system calls may not do, as a program for the kernel (seccomp(2)): give a file
 * the set-user-ID or set-group-ID bit, or an extended attribute. The store keeps neither, so a
 * builder must not come to rely on them (Nix manual, "filter-syscalls").
 */
final class SystemCallFilter {
  // Of <linux/bpf_common.h> and <linux/seccomp.h>.
  private static final int LOAD = 0x20;
  private static final int AND = 0x54;
  private static final int JUMP_IF_EQUAL = 0x15;
  private static final int JUMP_IF_SET = 0x45;
  private static final int RETURN = 0x06;
  private static final int ALLOW = 0x7fff0000;
  private static final int ERROR = 0x00050000;

  // Of struct seccomp_data.
  private static final int NUMBER = 0;
  private static final int ARCHITECTURE = 4;
  private static final int ARGUMENTS = 16;

  private static final int EPERM = 1;
  private static final int ENOSYS = 38;
  private static final int ENOTSUP = 95;

  /** S_ISUID and S_ISGID. */
  private static final int RIGHTS = 06000;

  private static final int INSTRUCTION_BYTES = 8;
  private static final int MOST_INSTRUCTIONS = 256;

  /**
   * The calls of one kind of machine.
   *
   * @param audit the machine's number in {@code <linux/audit.h>}
   * @param numbers the bits of a call's number that count
   * @param modes calls that set a mode, and which of their arguments it is
   * @param attributes calls that set extended attributes
   */
  private record Calls(
      int audit, int numbers, Map<Integer, Integer> modes, List<Integer> attributes) {}

  private static final int FCHMODAT2 = 452;
  private static final int SETXATTRAT = 463;

  /** A process for a 32-bit machine may run on a 64-bit one. X32's calls bear one bit more. */
  private static final Map<String, List<Calls>> MACHINES =
      Map.of(
          "amd64",
          List.of(
              new Calls(
                  0xc000003e,
                  ~0x40000000,
                  Map.of(90, 1, 91, 1, 268, 2, FCHMODAT2, 2),
                  List.of(188, 189, 190, SETXATTRAT)),
              new Calls(
                  0x40000003,
                  ~0,
                  Map.of(15, 1, 94, 1, 306, 2, FCHMODAT2, 2),
                  List.of(226, 227, 228, SETXATTRAT))),
          "aarch64",
          List.of(
              new Calls(
                  0xc00000b7, ~0, Map.of(52, 1, 53, 2, FCHMODAT2, 2), List.of(5, 6, 7, SETXATTRAT)),
              new Calls(
                  0x40000028,
                  ~0,
                  Map.of(15, 1, 94, 1, 333, 2, FCHMODAT2, 2),
                  List.of(226, 227, 228, SETXATTRAT))));

  private final ByteBuffer program =
      ByteBuffer.allocate(MOST_INSTRUCTIONS * INSTRUCTION_BYTES).order(ByteOrder.nativeOrder());

  private SystemCallFilter() {}

  /**
   * The program for this machine, an array of {@code struct sock_filter}; empty where the numbers
   * of its calls are not known here.
   */
  static byte[] program() {
    List<Calls> machine = MACHINES.get(System.getProperty("os.arch", ""));
    SystemCallFilter filter = new SystemCallFilter();
    if (machine != null) {
      machine.forEach(filter::machine);
      filter.end(ERROR | ENOSYS);
    }
    byte[] bytes = new byte[filter.program.position()];
    filter.program.flip().get(bytes);
    return bytes;
  }

  private void machine(Calls calls) {
    SystemCallFilter block = new SystemCallFilter();
    block.add(LOAD, 0, 0, NUMBER);
    block.add(AND, 0, 0, calls.numbers());
    for (int number : calls.attributes()) {
      block.add(JUMP_IF_EQUAL, 0, 1, number);
      block.end(ERROR | ENOTSUP);
    }
    calls
        .modes()
        .forEach((number, argument) -> {
          block.add(JUMP_IF_EQUAL, 0, 4, number);
          block.add(LOAD, 0, 0, ARGUMENTS + 8 * argument + lowHalf());
          block.add(JUMP_IF_SET, 0, 1, RIGHTS);
          block.end(ERROR | EPERM);
          block.end(ALLOW);
        });
    block.end(ALLOW);
    int length = block.program.position() / INSTRUCTION_BYTES;
    add(LOAD, 0, 0, ARCHITECTURE);
    add(JUMP_IF_EQUAL, 0, length, calls.audit());
    program.put(block.program.flip());
  }

  private static int lowHalf() {
    return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? 0 : 4;
  }

  private void end(int action) {
    add(RETURN, 0, 0, action);
  }

  /**
   * @param yes instructions to leave out if a comparison holds
   * @param no instructions to leave out if it does not
   */
  private void add(int code, int yes, int no, int value) {
    program.putShort((short) code).put((byte) yes).put((byte) no).putInt(value);
  }
}

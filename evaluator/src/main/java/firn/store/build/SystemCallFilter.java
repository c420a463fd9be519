package firn.store.build;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;

/**
 * What a builder's system calls may not do, as a program for the kernel (seccomp(2)): give a file
 * the set-user-ID or set-group-ID bit, when it is made or later, or an extended attribute. The
 * store keeps neither, so a builder must not come to rely on them (Nix manual, "filter-syscalls").
 * Calls that hide what they do from a filter are missing, as on an older kernel.
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

  /** O_CREAT and what distinguishes O_TMPFILE: only then a call that opens a file sets a mode. */
  private static final int CREATES = 0100 | 020000000;

  private static final int INSTRUCTION_BYTES = 8;
  private static final int MOST_INSTRUCTIONS = 256;

  /**
   * The calls of one kind of machine.
   *
   * @param audit the machine's number in {@code <linux/audit.h>}
   * @param numbers the bits of a call's number that count
   * @param modes calls that set a mode, and which of their arguments it is
   * @param opens calls that open a file, and which of their arguments has the flags; the next has
   *     the mode
   * @param attributes calls that set extended attributes
   */
  private record Calls(
      int audit,
      int numbers,
      Map<Integer, Integer> modes,
      Map<Integer, Integer> opens,
      List<Integer> attributes) {}

  private static final int FCHMODAT2 = 452;
  private static final int SETXATTRAT = 463;
  private static final int IO_URING_SETUP = 425;
  private static final int OPENAT2 = 437;

  /** Calls whose arguments are in memory, where a filter cannot look, on every machine. */
  private static final List<Integer> MISSING = List.of(IO_URING_SETUP, OPENAT2);

  /** A process for a 32-bit machine may run on a 64-bit one. X32's calls bear one bit more. */
  private static final Map<String, List<Calls>> MACHINES =
      Map.of(
          "amd64",
          List.of(
              new Calls(
                  0xc000003e,
                  ~0x40000000,
                  Map.of(90, 1, 91, 1, 268, 2, FCHMODAT2, 2, 85, 1, 133, 1, 259, 2),
                  Map.of(2, 1, 257, 2),
                  List.of(188, 189, 190, SETXATTRAT)),
              new Calls(
                  0x40000003,
                  ~0,
                  Map.of(15, 1, 94, 1, 306, 2, FCHMODAT2, 2, 8, 1, 14, 1, 297, 2),
                  Map.of(5, 1, 295, 2),
                  List.of(226, 227, 228, SETXATTRAT))),
          "aarch64",
          List.of(
              new Calls(
                  0xc00000b7,
                  ~0,
                  Map.of(52, 1, 53, 2, FCHMODAT2, 2, 33, 2),
                  Map.of(56, 2),
                  List.of(5, 6, 7, SETXATTRAT)),
              new Calls(
                  0x40000028,
                  ~0,
                  Map.of(15, 1, 94, 1, 333, 2, FCHMODAT2, 2, 8, 1, 14, 1, 324, 2),
                  Map.of(5, 1, 322, 2),
                  List.of(226, 227, 228, SETXATTRAT))));

  private final ByteBuffer program =
      ByteBuffer.allocate(MOST_INSTRUCTIONS * INSTRUCTION_BYTES).order(ByteOrder.nativeOrder());

  private SystemCallFilter() {}

  /**
   * The program for this machine, an array of {@code struct sock_filter}; empty where the numbers
   * of its calls are not known here.
   */
  static byte[] program() {
    return program(System.getProperty("os.arch", ""));
  }

  /**
   * As {@link #program()}, for another machine.
   *
   * @param arch as {@code os.arch} names it
   */
  static byte[] program(String arch) {
    List<Calls> machine = MACHINES.get(arch);
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
    for (int number : MISSING) {
      block.add(JUMP_IF_EQUAL, 0, 1, number);
      block.end(ERROR | ENOSYS);
    }
    calls
        .opens()
        .forEach((number, argument) -> {
          block.add(JUMP_IF_EQUAL, 0, 6, number);
          block.add(LOAD, 0, 0, ARGUMENTS + 8 * argument + lowHalf());
          block.add(JUMP_IF_SET, 0, 3, CREATES);
          block.add(LOAD, 0, 0, ARGUMENTS + 8 * (argument + 1) + lowHalf());
          block.add(JUMP_IF_SET, 0, 1, RIGHTS);
          block.end(ERROR | EPERM);
          block.end(ALLOW);
        });
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

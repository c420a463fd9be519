package firn.packages.relocate;

import firn.packages.relocate.ElfStrings.Moved;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;

/**
 * Addresses in arm64 code (Arm ARM, C6.2 ADRP and ADD): a page relative to the instruction's own in
 * one instruction, the place in the page in another one.
 */
final class ArmAddresses {
  private static final int REACH = 16;

  /** How many instructions away a length is believed to belong to an address. */
  private static final int NEAR = 6;

  private ArmAddresses() {}

  /**
   * Changes the pairs that make an address that has moved. A pair whose page serves other
   * instructions as well is left as it is.
   *
   * @param address of the code
   * @param used takes the old addresses that something referred to
   * @param adapt whether the text's length in a register nearby is changed, too; if not, a pair
   *     beside such a length stays as it is
   */
  static boolean redirect(
      ByteBuffer code, long address, Map<Long, Moved> moved, Set<Long> used, boolean adapt) {
    boolean changed = false;
    for (int at = 0; at + 8 <= code.capacity(); at += 4) {
      int first = code.getInt(at);
      if ((first & 0x9f000000) != 0x90000000) {
        continue;
      }
      long here = (address + at) & ~0xfffL;
      int register = first & 31;
      int second = partner(code, at, register);
      if (second < 0) {
        continue;
      }
      int add = code.getInt(second);
      long old = here + page(first) + ((add >> 10) & 0xfff);
      Moved target = moved.get(old);
      if (target == null) {
        continue;
      }
      long pages = ((target.address() & ~0xfffL) - here) >> 12;
      if (pages >= -(1L << 20)
          && pages < 1L << 20
          && (lengthsBeside(code, at, second, target, adapt) == 0 || adapt)) {
        int low = (int) (pages & 3);
        int high = (int) ((pages >> 2) & 0x7ffff);
        code.putInt(at, (first & 0x9f00001f) | low << 29 | high << 5);
        code.putInt(second, (add & ~(0xfff << 10)) | (int) (target.address() & 0xfff) << 10);
        used.add(old);
        changed = true;
      }
    }
    return changed;
  }

  /** Counts the {@code mov}s of a number that may be the text's length (C6.2 MOVZ). */
  private static int lengthsBeside(
      ByteBuffer code, int first, int second, Moved target, boolean adapt) {
    int found = 0;
    int end = Math.min(code.capacity() - 4, second + 4 * NEAR);
    for (int at = Math.max(0, first - 4 * NEAR); at <= end; at += 4) {
      int instruction = code.getInt(at);
      int difference = ((instruction >>> 5) & 0xffff) - target.oldLength();
      if ((instruction & 0x7fe00000) == 0x52800000 && (difference == 0 || difference == 1)) {
        found++;
        if (adapt) {
          code.putInt(at, (instruction & ~(0xffff << 5)) | (target.length() + difference) << 5);
        }
      }
    }
    return found;
  }

  /** The distance in bytes that an {@code adrp} names. */
  private static long page(int instruction) {
    long low = (instruction >>> 29) & 3;
    long high = (instruction >>> 5) & 0x7ffff;
    return ((high << 2 | low) << 43 >> 43) << 12;
  }

  /**
   * The only {@code add} that takes the register as its base and replaces it by the sum; -1 if
   * another instruction may need the page.
   */
  private static int partner(ByteBuffer code, int at, int register) {
    int end = Math.min(code.capacity() - 4, at + 4 * REACH);
    for (int i = at + 4; i <= end; i += 4) {
      int instruction = code.getInt(i);
      boolean addsImmediate = (instruction & 0xffc00000) == 0x91000000;
      if (addsImmediate && ((instruction >> 5) & 31) == register) {
        // The sum in the register itself ends the page's life.
        return (instruction & 31) == register ? i : -1;
      }
      if (names(instruction, register) || branches(instruction)) {
        return -1;
      }
    }
    return -1;
  }

  /** Whether one of the fields that may name a register names this one. */
  private static boolean names(int instruction, int register) {
    return (instruction & 31) == register
        || ((instruction >> 5) & 31) == register
        || ((instruction >> 10) & 31) == register
        || ((instruction >> 16) & 31) == register;
  }

  /** Branches of every kind: after one, or on its other way, the page may be used again. */
  private static boolean branches(int instruction) {
    return (instruction & 0x7c000000) == 0x14000000
        || (instruction & 0xfe000000) == 0xd6000000
        || (instruction & 0xff000000) == 0x54000000
        || (instruction & 0x7c000000) == 0x34000000;
  }
}

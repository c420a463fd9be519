package firn.packages.relocate;

import static org.assertj.core.api.Assertions.assertThat;

import firn.packages.relocate.ElfStrings.Moved;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Code for arm64 that names a text which has moved, and perhaps knows its length. */
final class ArmAddressesTest {
  private static final long CODE = 0x10000;

  /** {@code /usr/lib/locale} at 0x2340, which became a text of 80 characters at 0x5678. */
  private static final Map<Long, Moved> MOVED = Map.of(0x2340L, new Moved(0x5678, 15, 80));

  /** {@code adrp x3, 0x2000}, seen from {@link #CODE}. */
  private static final int ADRP = 0x90ffff80 | 2 << 29 | 3;

  /** {@code add x3, x3, #0x340}. */
  private static final int ADD = 0x91000000 | 0x340 << 10 | 3 << 5 | 3;

  /** {@code mov w1, #16}: the text's length with its final zero. */
  private static final int MOV = 0x52800000 | 16 << 5 | 1;

  @Test
  void anAddressIsChanged() {
    ByteBuffer code = code(ADRP, ADD);
    assertThat(ArmAddresses.redirect(code, CODE, MOVED, new HashSet<>(), false)).isTrue();
    assertThat(code.getInt(4)).isEqualTo(0x91000000 | 0x678 << 10 | 3 << 5 | 3);
  }

  @Test
  void aLengthBesideItIsChangedWhereThatIsWanted() {
    ByteBuffer code = code(ADRP, MOV, ADD);
    assertThat(ArmAddresses.redirect(code, CODE, MOVED, new HashSet<>(), true)).isTrue();
    assertThat(code.getInt(4)).isEqualTo(0x52800000 | 81 << 5 | 1);
    assertThat(code.getInt(8)).isEqualTo(0x91000000 | 0x678 << 10 | 3 << 5 | 3);
  }

  @Test
  void aReferenceBesideALengthStaysOtherwise() {
    ByteBuffer code = code(ADRP, MOV, ADD);
    Set<Long> used = new HashSet<>();
    assertThat(ArmAddresses.redirect(code, CODE, MOVED, used, false)).isFalse();
    assertThat(code.getInt(4)).isEqualTo(MOV);
    assertThat(code.getInt(8)).isEqualTo(ADD);
    assertThat(used).isEmpty();
  }

  private static ByteBuffer code(int... instructions) {
    ByteBuffer code = ByteBuffer.allocate(4 * instructions.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int instruction : instructions) {
      code.putInt(instruction);
    }
    return code.rewind();
  }
}

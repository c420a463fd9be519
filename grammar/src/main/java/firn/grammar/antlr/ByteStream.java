package firn.grammar.antlr;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.IntStream;
import org.antlr.v4.runtime.misc.Interval;

/**
 * The bytes of a source as ANTLR's characters. All bytes above 127 are shown as 127: the language
 * treats them alike, and ANTLR keeps automaton edges for 0..127 only.
 */
final class ByteStream implements CharStream {
  private static final int OTHER = 127;

  private final byte[] bytes;
  private final String name;
  private int index;

  ByteStream(byte[] bytes, String name) {
    this.bytes = bytes;
    this.name = name;
  }

  @Override
  public void consume() {
    index++;
  }

  @Override
  public int LA(int i) {
    int at = i > 0 ? index + i - 1 : index + i;
    if (at < 0 || at >= bytes.length) {
      return IntStream.EOF;
    }
    return bytes[at] < 0 ? OTHER : bytes[at];
  }

  @Override
  public int mark() {
    return 0;
  }

  @Override
  public void release(int marker) {}

  @Override
  public int index() {
    return index;
  }

  @Override
  public void seek(int index) {
    this.index = index;
  }

  @Override
  public int size() {
    return bytes.length;
  }

  @Override
  public String getSourceName() {
    return name;
  }

  @Override
  public String getText(Interval interval) {
    throw new UnsupportedOperationException("texts are cut from the source itself");
  }
}

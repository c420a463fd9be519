package firn.store.posix;

import java.lang.foreign.ValueLayout;

/**
 * How much a terminal shows.
 *
 * @param rows lines, at least one
 * @param columns characters on a line, at least one
 */
public record Screen(int rows, int columns) {
  private static final long TIOCGWINSZ = 0x5413;

  /** What terminals had before they had windows. */
  private static final Screen USUAL = new Screen(24, 80);

  /** The one behind a file descriptor; of the usual size where it does not say. */
  public static Screen of(int descriptor) {
    Posix.Call call = new Posix.Call();
    long result = Libc.IOCTL.call(call.state, descriptor, TIOCGWINSZ, call.buffer().address());
    int rows = call.buffer().get(ValueLayout.JAVA_SHORT, 0) & 0xffff;
    int columns = call.buffer().get(ValueLayout.JAVA_SHORT, 2) & 0xffff;
    return (int) result < 0 || rows == 0 || columns == 0 ? USUAL : new Screen(rows, columns);
  }
}

package firn.dbus;

import java.io.IOException;

/** What the other side sent is not D-Bus, or more than is taken from it. */
public final class ProtocolException extends IOException {
  private static final long serialVersionUID = 1L;

  ProtocolException(String message) {
    super(message);
  }
}

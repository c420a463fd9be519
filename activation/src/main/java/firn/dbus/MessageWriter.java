package firn.dbus;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes method calls in the wire format, little-endian. */
final class MessageWriter {
  private static final int PATH = 1;
  private static final int INTERFACE = 2;
  private static final int MEMBER = 3;
  private static final int DESTINATION = 6;
  private static final int SIGNATURE = 8;
  private static final int FIXED_SIZE = 16;

  private ByteBuffer out = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);

  private MessageWriter() {}

  /** The bytes of a call. */
  static ByteBuffer write(MethodCall call, int serial) {
    MessageWriter body = new MessageWriter();
    for (String argument : call.arguments()) {
      body.string(argument);
    }
    MessageWriter message = new MessageWriter();
    // Little-endian, a method call without flags, of protocol version 1.
    message.out.put((byte) 'l').put((byte) 1).put((byte) 0).put((byte) 1);
    message.out.putInt(body.out.position()).putInt(serial).putInt(0);
    message.field(PATH, "o", call.path());
    message.field(INTERFACE, "s", call.face());
    message.field(MEMBER, "s", call.member());
    message.field(DESTINATION, "s", call.destination());
    if (!call.arguments().isEmpty()) {
      message.align(8);
      message.out.put((byte) SIGNATURE);
      message.signature("g");
      message.signature("s".repeat(call.arguments().size()));
    }
    message.out.putInt(FIXED_SIZE - Integer.BYTES, message.out.position() - FIXED_SIZE);
    message.align(8);
    body.out.flip();
    message.room(body.out.remaining());
    return message.out.put(body.out).flip();
  }

  private void field(int code, String signature, String value) {
    align(8);
    out.put((byte) code);
    signature(signature);
    string(value);
  }

  private void string(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    room(bytes.length + 16);
    align(4);
    out.putInt(bytes.length).put(bytes).put((byte) 0);
  }

  private void signature(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    room(bytes.length + 16);
    out.put((byte) bytes.length).put(bytes).put((byte) 0);
  }

  private void align(int size) {
    room(size);
    while (out.position() % size != 0) {
      out.put((byte) 0);
    }
  }

  private void room(int more) {
    if (out.remaining() < more + 16) {
      ByteBuffer larger = ByteBuffer.allocate(2 * (out.position() + more + 16));
      out = larger.order(ByteOrder.LITTLE_ENDIAN).put(out.flip());
    }
  }
}

package firn.dbus;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads values in the wire format. Integers of every size come out as {@link Long}, doubles as
 * {@link Double}, strings, paths and signatures as {@link String}, arrays and structures as {@link
 * List}, dictionaries as {@link Map}; a variant is the value in it.
 */
final class MessageReader {
  private static final int DEPTH_LIMIT = 64;

  private final ByteBuffer in;
  private final int origin;
  private int depth;

  /**
   * @param in whose position is a multiple of eight in its message, and whose order is the
   *     message's
   */
  MessageReader(ByteBuffer in) {
    this.in = in;
    this.origin = in.position();
  }

  /**
   * The values of a signature.
   *
   * @throws ProtocolException if the bytes are no such values
   */
  List<Object> read(String signature) throws ProtocolException {
    try {
      Signature types = new Signature(signature);
      List<Object> out = new ArrayList<>();
      while (!types.atEnd()) {
        out.add(value(types));
      }
      return out;
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new ProtocolException("a message ends within a value of type " + signature);
    }
  }

  /** Goes on to the next multiple of a size. */
  void align(int size) {
    int over = (in.position() - origin) % size;
    if (over != 0) {
      in.position(in.position() + size - over);
    }
  }

  private Object value(Signature types) throws ProtocolException {
    if (++depth > DEPTH_LIMIT) {
      throw new ProtocolException("a message is nested more than " + DEPTH_LIMIT + " deep");
    }
    char type = types.next();
    Object out =
        switch (type) {
          case 'y' -> (long) Byte.toUnsignedInt(in.get());
          case 'b' -> aligned(4).getInt() != 0;
          case 'n' -> (long) aligned(2).getShort();
          case 'q' -> (long) Short.toUnsignedInt(aligned(2).getShort());
          case 'i' -> (long) aligned(4).getInt();
          case 'u', 'h' -> Integer.toUnsignedLong(aligned(4).getInt());
          case 'x', 't' -> aligned(8).getLong();
          case 'd' -> aligned(8).getDouble();
          case 's', 'o' -> text(aligned(4).getInt());
          case 'g' -> text(Byte.toUnsignedInt(in.get()));
          case 'v' -> variant();
          case '(' -> structure(types);
          case 'a' -> array(types);
          default -> throw new ProtocolException("a message has a value of unknown type " + type);
        };
    depth--;
    return out;
  }

  private ByteBuffer aligned(int size) {
    align(size);
    return in;
  }

  private String text(int length) throws ProtocolException {
    if (length < 0 || length >= in.remaining()) {
      throw new ProtocolException("a message ends within a string");
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    in.get();
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private Object variant() throws ProtocolException {
    Signature types = new Signature(text(Byte.toUnsignedInt(in.get())));
    Object out = value(types);
    if (!types.atEnd()) {
      throw new ProtocolException("a variant holds more than one value");
    }
    return out;
  }

  private List<Object> structure(Signature types) throws ProtocolException {
    align(8);
    List<Object> out = new ArrayList<>();
    do {
      out.add(value(types));
    } while (types.peek() != ')');
    types.next();
    return out;
  }

  private Object array(Signature types) throws ProtocolException {
    int length = aligned(4).getInt();
    char element = types.peek();
    align(Signature.alignment(element));
    int end = in.position() + length;
    if (length < 0 || end > in.limit()) {
      throw new ProtocolException("a message ends within an array");
    }
    int start = types.position();
    types.skip();
    int after = types.position();
    Object out;
    if (element == '{') {
      Map<Object, Object> map = new LinkedHashMap<>();
      while (in.position() < end) {
        align(8);
        types.position(start + 1);
        Object key = value(types);
        map.put(key, value(types));
      }
      out = map;
    } else {
      List<Object> list = new ArrayList<>();
      while (in.position() < end) {
        types.position(start);
        list.add(value(types));
      }
      out = list;
    }
    if (in.position() != end) {
      throw new ProtocolException("an array ends within an element");
    }
    types.position(after);
    return out;
  }
}

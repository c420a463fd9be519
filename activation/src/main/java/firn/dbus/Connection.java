package firn.dbus;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A connection to a bus, or to a program that speaks D-Bus on a socket of its own. For one thread
 * at a time.
 */
public final class Connection implements AutoCloseable {
  private static final int MESSAGE_LIMIT = 8 << 20;
  private static final int LINE_LIMIT = 512;
  private static final int FIXED_SIZE = 16;

  /**
   * Calls sent before their answers are read: enough to save waiting, too few to fill a socket, and
   * half of those that a bus lets one connection wait for.
   */
  private static final int AHEAD = 64;

  private static final int METHOD_RETURN = 2;
  private static final int ERROR = 3;
  private static final long FIELD_ERROR_NAME = 4;
  private static final long FIELD_REPLY_SERIAL = 5;
  private static final long FIELD_SIGNATURE = 8;

  private final SocketChannel channel;
  private final Thread deadline;
  private ByteBuffer in = ByteBuffer.allocate(1 << 16).limit(0);
  private int serial;

  private Connection(SocketChannel channel, Duration limit) {
    this.channel = channel;
    // A blocking read has no time limit of its own; closing the channel ends it. The first virtual
    // thread of a process would cost more than all of these.
    this.deadline =
        Thread.ofPlatform()
            .daemon()
            .start(() -> {
              try {
                Thread.sleep(limit);
                channel.close();
              } catch (InterruptedException | IOException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  /**
   * Connects, as the user this process runs as.
   *
   * @param socket its path, of no more than 107 bytes
   * @param limit how long the connection may be used, after which reads and writes fail
   * @throws IOException if there is no such socket, or it does not let this user in
   */
  public static Connection open(Path socket, Duration limit) throws IOException {
    Connection out = new Connection(SocketChannel.open(StandardProtocolFamily.UNIX), limit);
    try {
      out.channel.connect(UnixDomainSocketAddress.of(socket));
      out.authenticate();
      return out;
    } catch (IOException | RuntimeException e) {
      out.close();
      throw e;
    }
  }

  /**
   * Connects to a bus, as {@link #open} does to a program.
   *
   * @throws IOException if the bus does not greet back, too
   */
  public static Connection openBus(Path socket, Duration limit) throws IOException {
    Connection out = open(socket, limit);
    try {
      String bus = "org.freedesktop.DBus";
      MethodCall hello = new MethodCall(bus, "/org/freedesktop/DBus", bus, "Hello", List.of());
      Answer answer = out.call(List.of(hello)).getFirst();
      if (answer.error() != null) {
        throw new ProtocolException("the bus does not greet back: " + answer.error());
      }
      return out;
    } catch (IOException | RuntimeException e) {
      out.close();
      throw e;
    }
  }

  private void authenticate() throws IOException {
    String user = Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString();
    String identity = HexFormat.of().formatHex(user.getBytes(StandardCharsets.US_ASCII));
    // In one piece: a systemd that reads BEGIN together with the first message forgets the message
    // until the next one comes.
    send(ascii("\0AUTH EXTERNAL " + identity + "\r\nBEGIN\r\n"));
    String said = line();
    if (!said.startsWith("OK ")) {
      throw new ProtocolException("the other side does not let user " + user + " in: " + said);
    }
  }

  private static ByteBuffer ascii(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  private String line() throws IOException {
    StringBuilder out = new StringBuilder();
    while (out.length() < LINE_LIMIT) {
      need(1);
      char next = (char) in.get();
      if (next == '\n') {
        return out.toString().strip();
      }
      out.append(next);
    }
    throw new ProtocolException("the other side answers with a line without an end");
  }

  /**
   * Calls methods, and waits for all answers.
   *
   * @return the answers, in the order of the calls
   */
  public List<Answer> call(List<MethodCall> calls) throws IOException {
    List<Answer> out = new ArrayList<>(calls.size());
    int first = serial + 1;
    while (out.size() < calls.size()) {
      List<ByteBuffer> messages = new ArrayList<>();
      while (serial + 1 - first < Math.min(calls.size(), out.size() + AHEAD)) {
        messages.add(MessageWriter.write(calls.get(serial + 1 - first), serial + 1));
        serial++;
      }
      send(messages.toArray(ByteBuffer[]::new));
      int sent = serial + 1 - first;
      while (out.size() < sent) {
        out.add(answer(first + out.size()));
      }
    }
    return out;
  }

  private void send(ByteBuffer... all) throws IOException {
    while (all.length > 0 && all[all.length - 1].hasRemaining()) {
      channel.write(all);
    }
  }

  /** The answer to one call; whatever else arrives before it is let pass. */
  private Answer answer(int to) throws IOException {
    while (true) {
      need(FIXED_SIZE);
      ByteOrder order =
          switch (in.get(in.position())) {
            case 'l' -> ByteOrder.LITTLE_ENDIAN;
            case 'B' -> ByteOrder.BIG_ENDIAN;
            default -> throw new ProtocolException("the other side does not speak D-Bus");
          };
      in.order(order);
      int type = in.get(in.position() + 1);
      long body = Integer.toUnsignedLong(in.getInt(in.position() + 4));
      long fields = Integer.toUnsignedLong(in.getInt(in.position() + 12));
      long header = (FIXED_SIZE + fields + 7) / 8 * 8;
      if (header + body > MESSAGE_LIMIT) {
        throw new ProtocolException("a message of " + (header + body) + " bytes");
      }
      need((int) (header + body));
      ByteBuffer message = in.slice(in.position(), (int) (header + body)).order(order);
      in.position(in.position() + (int) (header + body));
      if (type == METHOD_RETURN || type == ERROR) {
        Map<Long, Object> named = fields(message.position(FIXED_SIZE - Integer.BYTES));
        if (Long.valueOf(to).equals(named.get(FIELD_REPLY_SERIAL))) {
          String signature = named.getOrDefault(FIELD_SIGNATURE, "").toString();
          List<Object> values =
              new MessageReader(message.position((int) header).slice().order(order))
                  .read(signature);
          return new Answer(
              type == ERROR ? named.getOrDefault(FIELD_ERROR_NAME, "error").toString() : null,
              values);
        }
      }
    }
  }

  private static Map<Long, Object> fields(ByteBuffer message) throws ProtocolException {
    Map<Long, Object> out = new HashMap<>();
    // The array's length stands at an offset of twelve: its elements begin at a multiple of eight.
    ByteBuffer whole = message.duplicate().order(message.order()).position(0);
    MessageReader reader = new MessageReader(whole);
    whole.position(message.position());
    for (Object field : (List<?>) reader.read("a(yv)").getFirst()) {
      List<?> pair = (List<?>) field;
      out.put((Long) pair.get(0), pair.get(1));
    }
    return out;
  }

  /** Reads until so many bytes are there. */
  private void need(int bytes) throws IOException {
    if (in.remaining() >= bytes) {
      return;
    }
    if (in.capacity() - in.position() < bytes) {
      ByteBuffer larger =
          bytes <= in.capacity() ? in : ByteBuffer.allocate(Math.max(bytes, 2 * in.capacity()));
      in = larger == in ? in.compact().flip() : larger.put(in).flip();
    }
    while (in.remaining() < bytes) {
      int start = in.position();
      in.position(in.limit()).limit(in.capacity());
      int n;
      try {
        n = channel.read(in);
      } finally {
        in.limit(in.position()).position(start);
      }
      if (n < 0) {
        throw new EOFException("the other side hung up");
      }
    }
  }

  @Override
  public void close() {
    deadline.interrupt();
    try {
      channel.close();
    } catch (IOException e) {
      // Nothing was written that could be lost.
      return;
    }
  }
}

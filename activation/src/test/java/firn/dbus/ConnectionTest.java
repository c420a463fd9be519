package firn.dbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a program on a socket that sends what the test wants sent. */
final class ConnectionTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final List<MethodCall> ONE =
      List.of(new MethodCall("org.x", "/org/example", "org.example.Face", "Ask", List.of("what")));

  @TempDir Path temporary;

  @Test
  void aCallIsWrittenAsTheSpecificationSays() {
    ByteBuffer written = MessageWriter.write(ONE.getFirst(), 7);
    byte[] bytes = new byte[written.remaining()];
    written.get(bytes);
    assertThat(HexFormat.of().formatHex(bytes))
        .isEqualTo(
            // Little-endian, call, no flags, version 1; nine bytes of body, serial 7, the fields.
            "6c010001"
                + "09000000"
                + "07000000"
                + "5f000000"
                + "01016f000c000000"
                + hex("/org/example\0\0\0\0")
                + "0201730010000000"
                + hex("org.example.Face\0\0\0\0\0\0\0\0")
                + "0301730003000000"
                + hex("Ask\0\0\0\0\0")
                + "0601730005000000"
                + hex("org.x\0\0\0")
                + "08016700017300"
                + "00"
                + "04000000"
                + hex("what\0"));
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void valuesOfEveryTypeAreRead() throws Exception {
    Answer answer =
        ask(
            reply(
                2,
                1,
                "ybnqiuxtdsogv(sa{sv})ax",
                "01 000000 01000000 ffff ffff ffffffff ffffffff 00000000"
                    + "ffffffffffffffff 0100000000000000 000000000000f83f"
                    + "02000000 6869 00 00 01000000 2f 00 01 73 00 01 75 00 05000000"
                    + "02000000 6869 00 00 10000000 00000000"
                    + "01000000 61 00 01 62 00 000000 01000000"
                    + "08000000 00000000 0200000000000000"));
    assertThat(answer.error()).isNull();
    assertThat(answer.values())
        .containsExactly(
            1L,
            true,
            -1L,
            65535L,
            -1L,
            4294967295L,
            -1L,
            1L,
            1.5,
            "hi",
            "/",
            "s",
            5L,
            List.of("hi", Map.of("a", true)),
            List.of(2L));
  }

  @Test
  void whatIsNoAnswerIsLetPass() throws Exception {
    Answer answer =
        ask(
            join(
                reply(4, 9, "s", "02000000 6869 00"),
                reply(2, 9, "s", "02000000 6869 00"),
                reply(2, 1, "s", "03000000 796573 00")));
    assertThat(answer.value()).isEqualTo("yes");
  }

  @Test
  void anErrorHasItsName() throws Exception {
    Answer answer = ask(reply(3, 1, "s", "02000000 6e6f 00"));
    assertThat(answer.error()).isEqualTo("org.example.No");
    assertThat(answer.values()).containsExactly("no");
    assertThat(answer.value()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Longer than what follows; an array that ends within its element; one of a negative size.
        "s ffff0000 00000000",
        "au 02000000 01000000",
        "as ffffffff 00000000",
        // Signatures that are none, or of structures that take no room.
        "a 00000000",
        "( 00000000",
        "a() 08000000 00000000 0000000000000000",
        "a{ 00000000",
        "z 00000000",
        "v 02 7575 00 01000000 01000000",
        // A variant in a variant, and so on.
        "v deep"
      })
  void whatIsNoValueIsRefused(String message) {
    String[] parts = message.split(" ", 2);
    String body = parts[1].equals("deep") ? "01 76 00".repeat(200) + "01 79 00 00" : parts[1];
    assertThatThrownBy(() -> ask(reply(2, 1, parts[0], body))).isInstanceOf(IOException.class);
  }

  @Test
  void aMessageThatSaysItIsHugeIsRefused() {
    byte[] huge = HexFormat.of().parseHex("6c020001ffffff7f0100000000000000");
    assertThatThrownBy(() -> ask(huge))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("a message of");
  }

  @Test
  void whoeverIsNotLetInIsTold() throws Exception {
    try (ServerSocketChannel server = listen()) {
      serve(server, "REJECTED EXTERNAL\r\n".getBytes(StandardCharsets.US_ASCII), false);
      assertThatThrownBy(() -> Connection.open(socket(), LIMIT))
          .hasMessageContaining("does not let user")
          .hasMessageContaining("REJECTED EXTERNAL");
    }
  }

  @Test
  void oneThatSaysNothingIsNotWaitedForLonger() throws Exception {
    try (ServerSocketChannel server = listen()) {
      serve(server, "OK 1234\r\n".getBytes(StandardCharsets.US_ASCII), true);
      try (Connection connection = Connection.open(socket(), Duration.ofMillis(300))) {
        assertThatThrownBy(() -> connection.call(ONE)).isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void oneThatHangsUpIsAnError() throws Exception {
    assertThatThrownBy(() -> ask(new byte[] {'l', 2}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("hung up");
  }

  private Answer ask(byte[] answer) throws Exception {
    try (ServerSocketChannel server = listen()) {
      serve(server, join("OK 1234\r\n".getBytes(StandardCharsets.US_ASCII), answer), false);
      try (Connection connection = Connection.open(socket(), LIMIT)) {
        return connection.call(ONE).getFirst();
      }
    }
  }

  private Path socket() {
    return temporary.resolve("s");
  }

  private ServerSocketChannel listen() throws IOException {
    Files.deleteIfExists(socket());
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    return server.bind(UnixDomainSocketAddress.of(socket()));
  }

  /** Sends the bytes to the first who connects, and says no more or, if asked, stays silent. */
  private static void serve(ServerSocketChannel server, byte[] bytes, boolean stay) {
    Thread.ofVirtual()
        .start(() -> {
          try (SocketChannel channel = server.accept()) {
            channel.write(ByteBuffer.wrap(bytes));
            if (!stay) {
              channel.shutdownOutput();
            }
            ByteBuffer said = ByteBuffer.allocate(4096);
            while (channel.read(said) >= 0) {
              said.clear();
            }
          } catch (IOException e) {
            // The connection under test was closed.
            return;
          }
        });
  }

  private static byte[] reply(int type, int serial, String signature, String body) {
    byte[] values = HexFormat.of().parseHex(body.replace(" ", ""));
    ByteBuffer fields = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);
    fields.put(new byte[] {5, 1, 'u', 0}).putInt(serial);
    fields.put(new byte[] {8, 1, 'g', 0}).put((byte) signature.length());
    fields.put(signature.getBytes(StandardCharsets.US_ASCII)).put((byte) 0);
    if (type == 3) {
      pad(fields);
      fields.put(new byte[] {4, 1, 's', 0}).putInt(14);
      fields.put("org.example.No\0".getBytes(StandardCharsets.US_ASCII));
    }
    int length = fields.position();
    pad(fields);
    ByteBuffer out = ByteBuffer.allocate(16 + fields.position() + values.length);
    out.order(ByteOrder.LITTLE_ENDIAN).put(new byte[] {'l', (byte) type, 0, 1});
    out.putInt(values.length).putInt(100 + serial).putInt(length);
    return out.put(fields.flip()).put(values).array();
  }

  private static void pad(ByteBuffer buffer) {
    while (buffer.position() % 8 != 0) {
      buffer.put((byte) 0);
    }
  }

  private static byte[] join(byte[]... parts) {
    ByteBuffer out = ByteBuffer.allocate(1 << 16);
    for (byte[] part : parts) {
      out.put(part);
    }
    byte[] bytes = new byte[out.flip().remaining()];
    out.get(bytes);
    return bytes;
  }
}

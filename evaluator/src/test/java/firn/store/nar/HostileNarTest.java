package firn.store.nar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import firn.store.HashAlgorithm;
import firn.store.PathInfo;
import firn.store.StoreException;
import firn.store.StorePath;
import firn.store.local.TestStore;
import firn.store.posix.PathBytes;
import firn.store.posix.Posix;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Archives that no encoder writes: each refused by the store, for a reason, leaving nothing. */
class HostileNarTest {
  /** An archive in the making, of the pieces of the format and of pieces that break it. */
  private static final class Nar {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Nar number(long value) {
      out.writeBytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
      return this;
    }

    Nar raw(String bytes) {
      out.writeBytes(bytes.getBytes(StandardCharsets.ISO_8859_1));
      return this;
    }

    Nar text(String... texts) {
      for (String text : texts) {
        number(text.length()).raw(text).raw("\0".repeat(-text.length() & 7));
      }
      return this;
    }

    byte[] bytes() {
      return out.toByteArray();
    }
  }

  private static Nar start() {
    return new Nar().text("nix-archive-1");
  }

  private static Nar entry(Nar nar, String name) {
    return nar.text("entry", "(", "name", name, "node", "(", "type", "regular", "contents", "x")
        .text(")", ")");
  }

  private static byte[] folder(String... names) {
    Nar nar = start().text("(", "type", "directory");
    for (String name : names) {
      entry(nar, name);
    }
    return nar.text(")").bytes();
  }

  private static byte[] link(String target) {
    return start().text("(", "type", "symlink", "target", target, ")").bytes();
  }

  private record Attack(String name, byte[] archive, String reason) {}

  private static Stream<Attack> attacks() {
    byte[] good = folder("a", "b");
    byte[] trailing = java.util.Arrays.copyOf(good, good.length + 8);
    Nar deep = start();
    for (int i = 0; i < 5000; i++) {
      deep.text("(", "type", "directory", "entry", "(", "name", "d", "node");
    }
    return Stream.of(
        new Attack("name ..", folder(".."), "illegal name"),
        new Attack("name .", folder("."), "illegal name"),
        new Attack("no name", folder(""), "illegal name"),
        new Attack("absolute name", folder("/etc"), "illegal name"),
        new Attack("name with a slash", folder("a/b"), "illegal name"),
        new Attack("climbing name", folder("../../x"), "illegal name"),
        new Attack("name with NUL", folder("a\0b"), "illegal name"),
        new Attack("name of 300 bytes", folder("n".repeat(300)), "too long"),
        new Attack("twice the same", folder("a", "a"), "out of order or twice"),
        new Attack("out of order", folder("b", "a"), "out of order or twice"),
        new Attack("empty link target", link(""), "illegal target"),
        new Attack("link target with NUL", link("a\0b"), "illegal target"),
        new Attack("link target of 5000 bytes", link("x".repeat(5000)), "too long"),
        new Attack(
            "device node",
            start().text("(", "type", "block", "major", "8", ")").bytes(),
            "unknown type"),
        new Attack("pipe", start().text("(", "type", "fifo", ")").bytes(), "unknown type"),
        new Attack("setuid", start().text("(", "type", "regular", "setuid", "").bytes(), "lacks"),
        new Attack("no magic", new Nar().text("nix-archive-2").bytes(), "lacks 'nix-archive-1'"),
        new Attack("empty", new byte[0], "ends too early"),
        new Attack("truncated", java.util.Arrays.copyOf(good, good.length - 9), "ends too early"),
        new Attack("something after the end", trailing, "something after its end"),
        new Attack(
            "file of 2^62 bytes",
            start().text("(", "type", "regular", "contents").number(1L << 62).raw("x").bytes(),
            "ends too early"),
        new Attack(
            "file of 2^63 bytes",
            start().text("(", "type", "regular", "contents").number(Long.MIN_VALUE).bytes(),
            "more than 2^63"),
        new Attack("keyword of 2^40 bytes", start().number(1L << 40).bytes(), "too long"),
        new Attack("negative length", start().number(-1).bytes(), "too long"),
        new Attack(
            "padding that is not zero",
            start()
                .text("(", "type", "regular", "contents")
                .number(1)
                .raw("xSMUGGLE")
                .text(")")
                .bytes(),
            "padding"),
        new Attack("5000 folders deep", deep.bytes(), "File name too long"),
        new Attack(
            "a folder inside a link",
            start().text("(", "type", "symlink", "target", "/etc", "entry").bytes(),
            "lacks ')'"));
  }

  @TestFactory
  Stream<DynamicTest> areRefused() {
    return attacks().map(a -> DynamicTest.dynamicTest(a.name(), () -> refused(a)));
  }

  private static void refused(Attack attack) throws IOException {
    StorePath path = StorePath.ofBaseName("0".repeat(32) + "-x");
    PathInfo info =
        new PathInfo(
            path,
            HashAlgorithm.SHA256.hash(attack.archive()),
            attack.archive().length,
            new TreeSet<>(),
            null,
            Instant.now(),
            false,
            new TreeSet<>(),
            null);
    try (TestStore fixture = new TestStore()) {
      assertThatThrownBy(
              () -> fixture.store().addNar(info, new ByteArrayInputStream(attack.archive())))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining(attack.reason());
      assertThat(fixture.store().isValid(path)).isFalse();
      assertThat(Posix.list(PathBytes.of(fixture.store().layout().storeDir())))
          .as("nothing is left behind")
          .isEmpty();
    }
  }

  /** Legal, though they would collide elsewhere: kept apart, byte for byte. */
  @TestFactory
  Stream<DynamicTest> oddButLegalNamesAreKept() {
    return Stream.of(
            folder("A", "a"),
            folder("\u0001\n", " "),
            folder("\u00ff\u00fe"),
            folder("-rf", "..."),
            link("../../../../etc/passwd"))
        .map(archive ->
            DynamicTest.dynamicTest(
                Integer.toString(archive.length),
                () -> {
                  java.nio.file.Path place = Files.createTempDirectory("firn-nar");
                  String root = PathBytes.of(place) + "/x";
                  try (TreeWriter writer = new TreeWriter(root)) {
                    NarDecoder.decode(new ByteArrayInputStream(archive), writer);
                  }
                  ByteArrayOutputStream again = new ByteArrayOutputStream();
                  TreeReader.read(root, new NarEncoder(again));
                  assertThat(again.toByteArray()).isEqualTo(archive);
                  firn.store.local.FileTrees.delete(PathBytes.of(place));
                }));
  }
}

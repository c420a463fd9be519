package firn.store.nar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import firn.store.MalformedException;
import firn.store.local.FileTrees;
import firn.store.local.Oracle;
import firn.store.posix.PathBytes;
import firn.store.posix.Posix;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class NarTest {
  @TempDir Path temp;

  /** The archive of tokens; a token after {@code #} is a number that stands for itself. */
  private static byte[] archive(String... tokens) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String token : tokens) {
      if (token.startsWith("#")) {
        number(out, Long.parseLong(token.substring(1)));
        continue;
      }
      byte[] bytes = token.getBytes(StandardCharsets.ISO_8859_1);
      number(out, bytes.length);
      out.writeBytes(bytes);
      out.writeBytes(new byte[-bytes.length & 7]);
    }
    return out.toByteArray();
  }

  private static void number(ByteArrayOutputStream out, long value) {
    out.writeBytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
  }

  private static byte[] entries(String... names) {
    Stream<String> start = Stream.of("nix-archive-1", "(", "type", "directory");
    Stream<String> middle =
        Arrays.stream(names)
            .flatMap(n ->
                Stream.of(
                    "entry",
                    "(",
                    "name",
                    n,
                    "node",
                    "(",
                    "type",
                    "regular",
                    "contents",
                    "x",
                    ")",
                    ")"));
    return archive(Stream.of(start, middle, Stream.of(")")).flatMap(s -> s).toArray(String[]::new));
  }

  private static byte[] cut(byte[] bytes, int length) {
    return Arrays.copyOf(bytes, length);
  }

  private static byte[] with(byte[] bytes, int at, int value) {
    byte[] changed = bytes.clone();
    changed[at] = (byte) value;
    return changed;
  }

  private record Case(String name, byte[] bytes) {}

  @TestFactory
  Stream<DynamicTest> hostileArchivesAreRefusedAndWriteNothingElsewhere() {
    byte[] file = archive("nix-archive-1", "(", "type", "regular", "contents", "hello", ")");
    String[] deep = new String[4 + 3000 * 7];
    Arrays.setAll(
        deep,
        i ->
            i < 4
                ? List.of("nix-archive-1", "(", "type", "directory").get(i)
                : List.of("entry", "(", "name", "d", "node", "(", "type").get((i - 4) % 7));
    List<Case> cases =
        List.of(
            new Case("empty", new byte[0]),
            new Case("other magic", archive("nix-archive-2", "(", "type", "regular", ")")),
            new Case("unknown type", archive("nix-archive-1", "(", "type", "device", ")")),
            new Case("name ..", entries("..")),
            new Case("name .", entries(".")),
            new Case("no name", entries("")),
            new Case("slash", entries("a/b")),
            new Case("absolute", entries("/etc/passwd")),
            new Case("climbing", entries("../../x")),
            new Case("NUL", entries("a\0b")),
            new Case("twice", entries("a", "a")),
            new Case("unsorted", entries("b", "a")),
            new Case("long name", entries("n".repeat(256))),
            new Case("link without target", link("")),
            new Case("link with NUL", link("a\0b")),
            new Case("long target", link("t".repeat(4096))),
            new Case("negative size", sized("#-1")),
            new Case("size beyond the end", sized("#1000000000000")),
            new Case("huge keyword", archive("nix-archive-1", "#9223372036854775807")),
            new Case("padding", with(file, file.length - 17, 1)),
            new Case("no contents", archive("nix-archive-1", "(", "type", "regular", ")")),
            new Case(
                "executable with a value",
                archive(
                    "nix-archive-1",
                    "(",
                    "type",
                    "regular",
                    "executable",
                    "x",
                    "contents",
                    "",
                    ")")),
            new Case("endless nesting", archive(deep)),
            new Case(
                "file below a file",
                archive(
                    "nix-archive-1",
                    "(",
                    "type",
                    "regular",
                    "contents",
                    "x",
                    "entry",
                    "(",
                    "name",
                    "y")));
    return cases.stream().map(c -> DynamicTest.dynamicTest(c.name(), () -> refused(c.bytes())));
  }

  private static byte[] link(String target) {
    return archive("nix-archive-1", "(", "type", "symlink", "target", target, ")");
  }

  private static byte[] sized(String number) {
    return archive("nix-archive-1", "(", "type", "regular", "contents", number);
  }

  private void refused(byte[] bytes) throws IOException {
    Path inside = Files.createTempDirectory(temp, "in");
    String root = PathBytes.of(inside) + "/root";
    assertThatThrownBy(
            () -> {
              try (TreeWriter writer = new TreeWriter(root)) {
                NarDecoder.decode(new ByteArrayInputStream(bytes), writer);
              }
            })
        .isInstanceOf(MalformedException.class);
    assertThat(Posix.list(PathBytes.of(inside))).isSubsetOf("root");
    FileTrees.delete(PathBytes.of(inside));
  }

  @Test
  void everyTruncationIsRefused() throws IOException {
    byte[] whole = entries("a", "b");
    for (int length = 0; length < whole.length; length++) {
      byte[] part = cut(whole, length);
      assertThatThrownBy(() -> decode(part)).isInstanceOf(MalformedException.class);
    }
    decode(whole);
  }

  private static void decode(byte[] bytes) throws IOException {
    NarDecoder.decode(
        new ByteArrayInputStream(bytes), new NarEncoder(OutputStream.nullOutputStream()));
  }

  /** A changed byte either is refused, or decodes to what encodes to exactly these bytes. */
  @Test
  void noTwoArchivesMeanTheSame() throws IOException {
    byte[] whole = entries("a", "b");
    Random random = new Random(7);
    int accepted = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] changed = with(whole, random.nextInt(whole.length), random.nextInt(256));
      ByteArrayOutputStream again = new ByteArrayOutputStream();
      try {
        NarDecoder.decode(new ByteArrayInputStream(changed), new NarEncoder(again));
      } catch (MalformedException e) {
        continue;
      }
      accepted++;
      assertThat(again.toByteArray()).isEqualTo(changed);
    }
    assertThat(accepted).isPositive();
  }

  @Test
  void dumpsAsNix() throws Exception {
    Oracle.require("nix-store");
    Path tree = Files.createDirectories(temp.resolve("tree/b/c"));
    Files.writeString(tree.resolve("file"), "contents");
    Files.write(temp.resolve("tree/a"), new byte[70_001]);
    Posix.symlink("x//", PathBytes.of(temp) + "/tree/link");
    Path dump = temp.resolve("dump");
    Oracle.run("sh", "-c", "nix-store --dump '" + temp.resolve("tree") + "' > '" + dump + "'");
    ByteArrayOutputStream ours = new ByteArrayOutputStream();
    TreeReader.read(PathBytes.of(temp) + "/tree", new NarEncoder(ours));
    assertThat(ours.toByteArray()).isEqualTo(Files.readAllBytes(dump));
  }

  @Test
  void referencesAreFoundAcrossWrites() throws IOException {
    String hash = "gfp48s3v9ccxsli1n3i4mc8lfybar57n";
    firn.store.StorePath path = firn.store.StorePath.ofBaseName(hash + "-x");
    byte[] text = ("z".repeat(50) + hash + "z".repeat(50)).getBytes(StandardCharsets.ISO_8859_1);
    for (int step = 1; step < 70; step++) {
      ReferenceScanner scanner = new ReferenceScanner(List.of(path));
      for (int at = 0; at < text.length; at += step) {
        scanner.write(text, at, Math.min(step, text.length - at));
      }
      assertThat(scanner.found()).as("in steps of " + step).containsExactly(path);
    }
    ReferenceScanner none = new ReferenceScanner(List.of(path));
    none.write((hash.substring(0, 31) + "!" + hash.substring(1)).getBytes(StandardCharsets.UTF_8));
    assertThat(none.found()).isEmpty();
  }
}

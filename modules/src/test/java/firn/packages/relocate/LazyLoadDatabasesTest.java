package firn.packages.relocate;

import static org.assertj.core.api.Assertions.assertThat;

import firn.packages.deb.DebBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LazyLoadDatabasesTest {
  private static final String FOLDER = "lib/R/library/x/R/";

  @TempDir Path temporary;

  private static byte[] string(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(8 + bytes.length)
        .putInt(0x00040009)
        .putInt(bytes.length)
        .put(bytes)
        .array();
  }

  /** An object that is a vector of strings. */
  private static byte[] object(String... texts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes("X\n".getBytes(StandardCharsets.US_ASCII));
    bytes.writeBytes(ByteBuffer.allocate(8).putInt(16).putInt(texts.length).array());
    for (String text : texts) {
      bytes.writeBytes(string(text));
    }
    return bytes.toByteArray();
  }

  private static byte[] packed(byte[] object) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new DataOutputStream(bytes).writeInt(object.length);
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
      out.write(object);
    }
    return bytes.toByteArray();
  }

  private static byte[] index(int... places) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes);
        DataOutputStream out = new DataOutputStream(zip)) {
      out.writeBytes("X\n");
      for (int i = 0; i < places.length; i += 2) {
        out.writeInt(13);
        out.writeInt(2);
        out.writeInt(places[i]);
        out.writeInt(places[i + 1]);
      }
    }
    return bytes.toByteArray();
  }

  /** The object whose place stands {@code number}th in the index. */
  private static byte[] read(Path out, int number) throws IOException {
    byte[] objects = Files.readAllBytes(out.resolve(FOLDER + "x.rdb"));
    ByteBuffer index;
    try (GZIPInputStream in =
        new GZIPInputStream(Files.newInputStream(out.resolve(FOLDER + "x.rdx")))) {
      index = ByteBuffer.wrap(in.readAllBytes());
    }
    int start = index.getInt(2 + 16 * number + 8);
    int length = index.getInt(2 + 16 * number + 12);
    try (InflaterInputStream in =
        new InflaterInputStream(new ByteArrayInputStream(objects, start + 4, length - 4))) {
      byte[] object = in.readAllBytes();
      assertThat(object).hasSize(ByteBuffer.wrap(objects).getInt(start));
      return object;
    }
  }

  @Test
  void changesPathsInObjects() throws Exception {
    Path store = temporary.resolve("nix/store");
    Path which = store.resolve("base/bin/which");
    Files.createDirectories(which.getParent());
    Files.createFile(which);
    byte[] plain = packed(object("which", "/usr/bin/none"));
    byte[] naming = packed(object("a", "/usr/bin/which", "/usr/bin/sh", "/usr/lib/x/data", "z"));
    ByteArrayOutputStream objects = new ByteArrayOutputStream();
    objects.writeBytes(plain);
    objects.writeBytes(naming);
    byte[] index = index(0, plain.length, plain.length, naming.length);
    new DebBuilder("x")
        .file("./usr/lib/x/data", "")
        .file("./usr/" + FOLDER + "x.rdb", objects.toByteArray(), 0100644)
        .file("./usr/" + FOLDER + "x.rdx", index, 0100644)
        .write(store.resolve("x.deb"));
    Path out =
        TestContext.build(
            new DebianPackageBuilder(),
            temporary,
            "{ 'debs': [ { 'name': 'x', 'deb': '/nix/store/x.deb' } ], 'inputs': [],"
                + " 'base': [ '/nix/store/base' ] }");
    assertThat(read(out, 0)).isEqualTo(object("which", "/usr/bin/none"));
    assertThat(read(out, 1))
        .isEqualTo(
            object(
                "a",
                "/nix/store/base/bin/which",
                "/usr/bin/sh",
                "/nix/store/the-output/lib/x/data",
                "z"));
  }
}

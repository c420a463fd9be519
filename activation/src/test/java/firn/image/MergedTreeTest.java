package firn.image;

import static org.assertj.core.api.Assertions.assertThat;

import firn.image.tar.TarEntry;
import firn.image.tar.TarEntry.Kind;
import firn.image.tar.TarWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Layers over each other. An entry is written {@code name=contents}, {@code name/} or {@code
 * name->target}.
 */
final class MergedTreeTest {
  @Test
  void upperEntriesCountAndWhiteoutsHide() throws IOException {
    assertThat(
            merged(
                List.of("etc/", "etc/a=1", "etc/b=1", "old/", "old/x=1"),
                List.of("etc/", "etc/b=2", "etc/.wh.a=", ".wh.old=", "new=2")))
        .isEqualTo(Map.of("etc", "FOLDER", "etc/b", "2", "new", "2"));
  }

  @Test
  void anOpaqueFolderKeepsOnlyItsOwn() throws IOException {
    assertThat(
            merged(
                List.of("d/", "d/low=1", "d/sub/", "d/sub/x=1"),
                List.of("d/", "d/.wh..wh..opq=", "d/high=2")))
        .isEqualTo(Map.of("d", "FOLDER", "d/high", "2"));
  }

  @Test
  void aFileHidesTheFolderItReplaces() throws IOException {
    assertThat(merged(List.of("d/", "d/x=1"), List.of("d=now a file")))
        .isEqualTo(Map.of("d", "now a file"));
  }

  @Test
  void aHardLinkKeepsItsContentsWhenItsTargetGoes() throws IOException {
    assertThat(merged(List.of("a=one", "b=>a", "c=>a"), List.of(".wh.a=")))
        .isEqualTo(Map.of("b", "one", "c", "=>b"));
    assertThat(merged(List.of("a=one", "b=>a"), List.of("a=two")))
        .isEqualTo(Map.of("a", "two", "b", "one"));
  }

  @SafeVarargs
  private static Map<String, String> merged(List<String>... layers) throws IOException {
    List<Layer> made = new java.util.ArrayList<>();
    for (List<String> entries : layers) {
      byte[] tar = tar(entries);
      made.add(Layer.of(out -> out.write(tar)));
    }
    Map<String, String> found = new LinkedHashMap<>();
    MergedTree.visit(
        made,
        (entry, contents) ->
            found.put(
                entry.name(),
                switch (entry.kind()) {
                  case FILE -> new String(contents.readAllBytes(), StandardCharsets.UTF_8);
                  case HARD_LINK -> "=>" + entry.link();
                  default -> entry.kind().toString();
                }));
    return found;
  }

  private static byte[] tar(List<String> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TarWriter tar = new TarWriter(bytes);
    for (String text : entries) {
      if (text.endsWith("/")) {
        tar.write(entry(text.substring(0, text.length() - 1), Kind.FOLDER, 0, ""));
      } else if (text.contains("=>")) {
        String[] words = text.split("=>", -1);
        tar.write(entry(words[0], Kind.HARD_LINK, 0, words[1]));
      } else {
        String[] words = text.split("=", -1);
        byte[] contents = words[1].getBytes(StandardCharsets.UTF_8);
        tar.write(
            entry(words[0], Kind.FILE, contents.length, ""), new ByteArrayInputStream(contents));
      }
    }
    tar.finish();
    return bytes.toByteArray();
  }

  private static TarEntry entry(String name, Kind kind, long size, String link) {
    return new TarEntry(name, kind, 0644, 0, 0, "", "", size, 1, link, 0, 0, new TreeMap<>());
  }
}

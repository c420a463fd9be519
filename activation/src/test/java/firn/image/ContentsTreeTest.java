package firn.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import firn.store.posix.PathBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Store paths laid over each other, on disk and as a list; both must come to the same layer. */
final class ContentsTreeTest {
  @TempDir Path temporary;

  @Test
  void laterPathsCoverEarlierOnes() throws IOException {
    storePath("a", Map.of("bin/x", "one", "lib", "-> usr/lib", "usr/lib/y", "y"));
    storePath("b", Map.of("bin/x", "two", "lib/z", "z"));
    assertThat(layer(false, "a", "b"))
        .containsExactly(
            "bin/", "bin/x=two", "lib/", "lib/y=y", "lib/z=z", "usr/", "usr/lib/", "usr/lib/y=y");
  }

  @Test
  void aKeptLinkTakesTheFolderThatComesUponIt() throws IOException {
    storePath("a", Map.of("lib", "-> usr/lib", "usr/lib/y", "y", "opt/here", "-> /usr"));
    storePath("b", Map.of("lib/z", "z", "opt/here/w", "w"));
    assertThat(layer(true, "a", "b"))
        .containsExactly(
            "lib->usr/lib",
            "opt/",
            "opt/here->/usr",
            "usr/",
            "usr/lib/",
            "usr/lib/y=y",
            "usr/lib/z=z",
            "usr/w=w");
  }

  @Test
  void noLinkLeadsOutOfTheTree() throws IOException {
    Path outside = Files.createDirectory(temporary.resolve("outside"));
    Files.writeString(outside.resolve("precious"), "kept");
    storePath("a", Map.of("etc", "-> " + outside, "up", "-> ../../../../../.." + outside));
    storePath("b", Map.of("etc/precious", "lost", "up/precious", "lost"));
    assertThat(layer(true, "a", "b"))
        .containsExactly("etc/", "etc/precious=lost", "up/", "up/precious=lost");
    assertThat(layer(false, "a"))
        .containsExactly("etc->" + outside, "up->../../../../../.." + outside);
    assertThat(outside.resolve("precious")).hasContent("kept");
  }

  @Test
  void aLinkToAFolderAboveHasNoEnd() throws IOException {
    storePath("a", Map.of("d/again", "-> .."));
    assertThatThrownBy(() -> layer(false, "a"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("'/nix/store/a/d/again' leads to '/nix/store/a', in which it lies");
    assertThat(layer(true, "a")).containsExactly("d/", "d/again->..");
  }

  @Test
  void aFileIsNoRoot() throws IOException {
    Files.writeString(Files.createDirectories(temporary.resolve("store")).resolve("f"), "file");
    assertThatThrownBy(() -> layer(false, "f"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("'/nix/store/f' is no folder");
    ListedTree tree = new ListedTree();
    new ContentsTree(tree, StoreFiles.in(temporary.resolve("store"))).link("/nix/store/f");
    assertThat(tree.members("")).as("a single file has no place below the root").isEmpty();
  }

  @Test
  void aListedTreeIsTheOneOnDisk() throws IOException {
    Random random = new Random(7);
    int laid = 0;
    for (int round = 0; round < 60; round++) {
      List<String> paths = new ArrayList<>();
      for (int path = 0; path < 3; path++) {
        String name = "r" + round + "-" + path;
        Path top = Files.createDirectories(temporary.resolve("store").resolve(name));
        grow(top, 0, random);
        paths.add(name);
      }
      try {
        layer(random.nextBoolean(), paths.toArray(String[]::new));
        laid++;
      } catch (IOException refused) {
        assertThat(refused).hasMessageMatching("(?s).*(has no end|by way of a link that was kept)");
      }
    }
    assertThat(laid).as("trees without a link to a folder above").isGreaterThan(20);
  }

  /** Some files, folders and links, with names that are in another order once slashes count. */
  private static void grow(Path folder, int depth, Random random) throws IOException {
    for (String name : List.of("a", "a-b", "a.b", "b")) {
      Path path = folder.resolve(name);
      switch (random.nextInt(depth > 2 ? 3 : 5)) {
        case 0 -> {}
        case 1 -> Files.writeString(path, name + random.nextInt(3));
        case 2 ->
            Files.createSymbolicLink(
                path, Path.of(List.of("a", "/b", "../a", "nowhere").get(random.nextInt(4))));
        default -> grow(Files.createDirectory(path), depth + 1, random);
      }
    }
  }

  private void storePath(String name, Map<String, String> entries) throws IOException {
    Path top = temporary.resolve("store").resolve(name);
    for (Map.Entry<String, String> entry : entries.entrySet()) {
      Path path = top.resolve(entry.getKey());
      Files.createDirectories(path.getParent() == null ? top : path.getParent());
      if (entry.getValue().startsWith("-> ")) {
        Files.createSymbolicLink(path, Path.of(entry.getValue().substring(3)));
      } else {
        Files.writeString(path, entry.getValue());
      }
    }
  }

  /** The entries of the copied layer, which are the same either way; or the same error. */
  private List<String> layer(boolean keepLinks, String... paths) throws IOException {
    Path root = Files.createTempDirectory(temporary, "root");
    DiskTree disk = new DiskTree(PathBytes.of(root));
    ListedTree listed = new ListedTree();
    IOException refused = null;
    for (RootTree tree : List.of(disk, listed)) {
      ContentsTree contents = new ContentsTree(tree, StoreFiles.in(temporary.resolve("store")));
      try {
        for (String path : paths) {
          contents.copy("/nix/store/" + path, keepLinks);
        }
        assertThat(refused).as("the tree on disk was refused").isNull();
      } catch (IOException e) {
        if (tree == listed) {
          assertThat(refused).hasMessage(e.getMessage());
        }
        refused = e;
      }
    }
    if (refused != null) {
      throw refused;
    }
    byte[] ofDisk = tar(tar -> tar.addTree("", disk.root()));
    assertThat(tar(tar -> tar.addListed(listed, ""))).isEqualTo(ofDisk);
    List<String> entries = new ArrayList<>();
    LayerEntries.visit(
        Layer.of(out -> out.write(ofDisk)),
        (entry, contents) ->
            entries.add(
                switch (entry.kind()) {
                  case FOLDER -> entry.name() + "/";
                  case SYMLINK -> entry.name() + "->" + entry.link();
                  default ->
                      entry.name()
                          + "="
                          + new String(
                              contents.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
                }));
    return entries;
  }

  private interface Filling {
    void fill(LayerTar tar) throws IOException;
  }

  private static byte[] tar(Filling filling) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Ownership owner = new Ownership(5, 6, "u", "g", 7);
    LayerTar tar = LayerTar.ofTree(out, 7, new Identities(owner), name -> true);
    filling.fill(tar);
    tar.finish();
    return out.toByteArray();
  }
}

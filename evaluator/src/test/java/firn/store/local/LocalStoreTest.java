package firn.store.local;

import static org.assertj.core.api.Assertions.assertThat;

import firn.store.ContentAddress.Method;
import firn.store.HashAlgorithm;
import firn.store.PathInfo;
import firn.store.SourceFilter;
import firn.store.SourceTree;
import firn.store.StorePath;
import firn.store.posix.FileStatus;
import firn.store.posix.PathBytes;
import firn.store.posix.Posix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStoreTest {
  @TempDir Path temp;
  private LocalStore store;

  @BeforeEach
  void open() {
    store = LocalStore.open(temp.resolve("firn"));
  }

  @AfterEach
  void cleanUp() throws IOException {
    store.close();
    for (String name : Posix.list(PathBytes.of(temp))) {
      FileTrees.delete(PathBytes.of(temp) + "/" + name);
    }
  }

  private Path tree() throws IOException {
    Path tree = Files.createDirectories(temp.resolve("tree"));
    Files.writeString(tree.resolve("plain"), "plain\n");
    Files.write(tree.resolve("large"), new byte[300_001]);
    Files.createFile(tree.resolve("empty"));
    Files.createDirectories(tree.resolve("a/b/c"));
    Files.writeString(tree.resolve("a-file"), "sorted after a");
    Path script = Files.writeString(tree.resolve("a/script"), "#!/bin/sh\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    String bytes = PathBytes.of(tree);
    Posix.symlink("../x//y/", bytes + "/link");
    Posix.symlink("dangling \u00fc\u0001", bytes + "/\u00ff\u00fe not UTF-8");
    return tree;
  }

  @Test
  void addsTreesAsNix() throws Exception {
    Oracle.require("nix-store");
    Path tree = tree();
    String nix = temp.resolve("nix").toString();
    for (HashAlgorithm algorithm : List.of(HashAlgorithm.SHA256, HashAlgorithm.SHA1)) {
      String expected =
          Oracle.run(
              "nix-store", "--store", nix, "--add-fixed", "--recursive", algorithm.id(), "" + tree);
      StorePath ours =
          store.addSource(
              new SourceTree("tree", tree, Method.RECURSIVE, algorithm, SourceFilter.ALL));
      assertThat(ours).hasToString(expected);
      String theirs = nix + expected;
      assertThat(Oracle.run("diff", "-r", "--no-dereference", theirs, "" + store.physical(ours)))
          .isEmpty();
    }
    Path file = tree.resolve("a/script");
    for (HashAlgorithm algorithm : HashAlgorithm.values()) {
      String expected =
          Oracle.run("nix-store", "--store", nix, "--add-fixed", algorithm.id(), "" + file);
      assertThat(
              store.addSource(
                  new SourceTree("script", file, Method.FLAT, algorithm, SourceFilter.ALL)))
          .hasToString(expected);
    }
    nixAcceptsTheStore();
  }

  private void nixAcceptsTheStore() throws Exception {
    String root = temp.resolve("firn").toString();
    String said = Oracle.complaints("nix-store", "--store", root, "--verify", "--check-contents");
    assertThat(said).doesNotContain("modified").doesNotContain("missing").doesNotContain("error");
    for (StorePath path : store.validPaths()) {
      PathInfo info = store.query(path).orElseThrow();
      String references =
          Oracle.run("nix-store", "--store", root, "-q", "--references", path.toString());
      assertThat(references.lines().sorted())
          .isEqualTo(info.references().stream().map(StorePath::toString).sorted().toList());
      assertThat(Oracle.run("nix-store", "--store", root, "-q", "--hash", path.toString()))
          .isEqualTo(info.narHash().prefixed(firn.store.HashFormat.NIX32));
    }
  }

  @Test
  void contentsAreCanonical() throws IOException {
    StorePath path = store.addSource(SourceTree.of("tree", tree()));
    String root = store.layout().physicalBytes(path);
    FileStatus directory = Posix.status(root + "/a/b");
    assertThat(directory.permissions()).isEqualTo(0555);
    assertThat(directory.modifiedSeconds()).isEqualTo(1);
    assertThat(Posix.status(root).modifiedSeconds()).isEqualTo(1);
    assertThat(Posix.status(root + "/plain").permissions()).isEqualTo(0444);
    assertThat(Posix.status(root + "/a/script").permissions()).isEqualTo(0555);
    assertThat(Posix.status(root + "/link").modifiedSeconds()).isEqualTo(1);
    assertThat(Posix.readLink(root + "/link")).isEqualTo("../x//y/");
  }

  @Test
  void filtersByPathAndType() throws IOException {
    StorePath path =
        store.addSource(
            SourceTree.of("tree", tree())
                .withFilter(
                    (p, type) -> !p.equals("a/b") && type != SourceFilter.FileType.SYMLINK));
    Path physical = store.physical(path);
    assertThat(physical.resolve("a/b")).doesNotExist();
    assertThat(physical.resolve("a/script")).exists();
    assertThat(Files.list(physical).map(p -> p.getFileName().toString()))
        .containsExactlyInAnyOrder("a", "a-file", "empty", "large", "plain");
  }

  @Test
  void textsAndTheirReferences() throws Exception {
    StorePath one = store.addText("one", "1", List.of());
    StorePath two = store.addText("two", one + "\n", List.of(one));
    assertThat(store.closure(List.of(two))).containsExactlyInAnyOrder(one, two);
    assertThat(store.referrers(one)).containsExactly(two);
    assertThat(Files.readString(store.physical(two))).isEqualTo(one + "\n");
    Oracle.require("nix-store");
    nixAcceptsTheStore();
  }

  @Test
  void nothingIsLeftBehind() throws IOException {
    StorePath path = store.addSource(SourceTree.of("tree", tree()));
    assertThat(Posix.list(PathBytes.of(store.layout().storeDir())))
        .containsExactly(path.baseName());
  }
}

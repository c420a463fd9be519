package firn.store.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import firn.store.Derivation;
import firn.store.HashAlgorithm;
import firn.store.MalformedException;
import firn.store.PathInfo;
import firn.store.StorePath;
import firn.store.local.TestStore;
import firn.store.nar.NarEncoder;
import firn.store.posix.PathBytes;
import firn.store.posix.Posix;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Derivations that come from another store. */
class DerivationTransferTest {
  private static final String EMPTY = "{\"entries\": {}}";

  @Test
  void outputsAreKnownWhereTheyArrive() throws Exception {
    try (TestStore from = new TestStore();
        TestStore to = new TestStore()) {
      StorePath drv = from.builtin("tree", "tree", EMPTY);
      new StoreCopy(from.store(), to.store(), null).copy(List.of(drv));
      assertThat(to.store().outputs(drv)).isEqualTo(from.store().outputs(drv)).hasSize(1);
      assertThat(to.store().derivers(to.store().outputs(drv).first())).containsExactly(drv);
    }
  }

  @Test
  void falseOutputsAreRefused() throws Exception {
    try (TestStore store = new TestStore()) {
      Derivation honest = store.store().readDerivation(store.builtin("tree", "tree", EMPTY));
      String output = honest.outputPath("out").toString();
      for (String claim :
          List.of("/nix/store/" + "0".repeat(32) + "-tree", "/etc/passwd", "/nix/store/../x")) {
        refused(store, honest.toAterm().replace(output, claim));
      }
      refused(store, "Derive(");
      refused(store, honest.toAterm() + " ");
    }
  }

  private static void refused(TestStore store, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    NarEncoder encoder = new NarEncoder(archive);
    encoder.beginFile("", false, bytes.length);
    encoder.contents(bytes, 0, bytes.length);
    encoder.endFile("");
    StorePath path = StorePath.ofBaseName("1".repeat(32) + "-tree.drv");
    PathInfo info =
        new PathInfo(
            path,
            HashAlgorithm.SHA256.hash(archive.toByteArray()),
            archive.size(),
            new TreeSet<>(),
            null,
            Instant.now(),
            false,
            new TreeSet<>(),
            null);
    List<String> before = Posix.list(PathBytes.of(store.store().layout().storeDir()));
    assertThatThrownBy(
            () -> store.store().addNar(info, new ByteArrayInputStream(archive.toByteArray())))
        .as(text)
        .isInstanceOf(MalformedException.class);
    assertThat(store.store().isValid(path)).isFalse();
    assertThat(Posix.list(PathBytes.of(store.store().layout().storeDir())))
        .containsExactlyInAnyOrderElementsOf(before);
  }
}

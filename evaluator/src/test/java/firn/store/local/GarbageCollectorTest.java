package firn.store.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import firn.store.StoreException;
import firn.store.StorePath;
import firn.store.posix.PathBytes;
import firn.store.posix.Posix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GarbageCollectorTest {
  private TestStore fixture;

  @BeforeEach
  void open() throws IOException {
    fixture = new TestStore();
  }

  @AfterEach
  void close() throws IOException {
    fixture.close();
  }

  private StorePath text(String name, StorePath... references) {
    return fixture.store().addText(name, List.of(references).toString(), List.of(references));
  }

  private GarbageCollector collector() {
    return new GarbageCollector(fixture.store());
  }

  private Roots roots() {
    return new Roots(fixture.store().layout());
  }

  private List<String> stored() throws IOException {
    return Posix.list(PathBytes.of(fixture.store().layout().storeDir())).stream()
        .filter(n -> !n.equals(".links"))
        .toList();
  }

  @Test
  void keepsWhatRootsReachAndDeletesTheRest() throws Exception {
    StorePath leaf = text("leaf");
    StorePath kept = text("kept", leaf);
    StorePath dead = text("dead", leaf);
    Path link = fixture.folder().resolve("result");
    roots().add(link, kept);
    fixture.reopen();
    assertThat(collector().dead().paths()).containsExactly(dead);
    GarbageCollector.Collected collected = collector().collect();
    assertThat(collected.paths()).containsExactly(dead);
    assertThat(collected.bytes()).isPositive();
    assertThat(stored()).containsExactlyInAnyOrder(leaf.baseName(), kept.baseName());
    assertThat(Files.readString(link)).as("through the link").contains("leaf");
    Files.delete(link);
    assertThat(collector().collect().paths()).containsExactlyInAnyOrder(leaf, kept);
    assertThat(stored()).isEmpty();
  }

  @Test
  void profilesAreRoots() throws Exception {
    StorePath one = text("one");
    Path profiles = fixture.store().layout().stateDir().resolve("profiles/per-user/x");
    Files.createDirectories(profiles);
    Posix.symlink(one.toString(), PathBytes.of(profiles) + "/p-1-link");
    Posix.symlink("p-1-link", PathBytes.of(profiles) + "/p");
    fixture.reopen();
    assertThat(collector().collect().paths()).isEmpty();
    assertThat(roots().permanent()).containsValue(one);
  }

  @Test
  void whatThisProcessUsesStays() throws Exception {
    StorePath one = text("one");
    assertThat(collector().collect().paths()).isEmpty();
    assertThatThrownBy(() -> collector().delete(Set.of(one)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("in use");
    fixture.reopen();
    assertThat(collector().delete(Set.of(one)).paths()).containsExactly(one);
    assertThat(stored()).isEmpty();
  }

  /** A process in a container names what it uses by the paths that it sees. */
  @Test
  void whatAnotherProcessNamesStays() throws Exception {
    StorePath logical = text("logical");
    StorePath physical = text("physical");
    StorePath dead = text("dead");
    fixture.reopen();
    ProcessBuilder builder = new ProcessBuilder("sleep", "60");
    builder.environment().put("ONE", "x:" + logical + "/bin");
    builder.environment().put("TWO", fixture.store().physical(physical).toString());
    Process process = builder.start();
    try {
      assertThat(collector().collect().paths()).containsExactly(dead);
      assertThat(collector().roots())
          .contains(Map.entry("{process}", logical), Map.entry("{process}", physical));
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(collector().collect().paths()).containsExactlyInAnyOrder(logical, physical);
  }

  @Test
  void whatIsReferredToIsNotDeletedAlone() {
    StorePath leaf = text("leaf");
    text("user", leaf);
    fixture.reopen();
    assertThatThrownBy(() -> collector().delete(Set.of(leaf))).isInstanceOf(StoreException.class);
    assertThat(fixture.store().isValid(leaf)).isTrue();
  }

  @Test
  void leftoversOfDeadProcessesGo() throws Exception {
    StorePath one = text("one");
    Path storeDir = fixture.store().layout().storeDir();
    Files.createDirectories(storeDir.resolve("gfp48s3v9ccxsli1n3i4mc8lfybar57n-half.tmp/a"));
    Files.createFile(storeDir.resolve(one.baseName() + ".lock"));
    Files.createDirectories(storeDir.resolve("lost+found"));
    fixture.reopen();
    collector().collect();
    assertThat(stored()).containsExactly("lost+found");
  }

  @Test
  void damageIsFound() throws Exception {
    StorePath one = text("one");
    StorePath two = text("two");
    StorePath good = text("good");
    Path file = fixture.store().physical(one);
    Posix.chmod(file.toString(), 0644);
    Files.writeString(file, "[] ");
    Files.delete(fixture.store().physical(two));
    Verifier verifier = new Verifier(fixture.store());
    assertThat(verifier.verify(false)).extracting(Verifier.Problem::path).containsExactly(two);
    assertThat(verifier.verify(true))
        .extracting(Verifier.Problem::kind)
        .containsExactlyInAnyOrder(Verifier.Kind.MODIFIED, Verifier.Kind.MISSING);
    assertThat(fixture.store().isValid(good)).isTrue();
  }

  @Test
  void nixCollectsWhatFirnWroteAndFirnWhatNixWrote() throws Exception {
    Oracle.require("nix-store");
    String root = fixture.root().toString();
    StorePath leaf = text("leaf");
    StorePath kept = text("kept", leaf);
    text("dead", leaf);
    roots().add(fixture.folder().resolve("result"), kept);
    fixture.reopen();
    Oracle.run("nix-store", "--store", root, "--gc");
    assertThat(fixture.store().validPaths()).containsExactlyInAnyOrder(leaf, kept);
    Path file = Files.writeString(fixture.folder().resolve("by-nix"), "x");
    String added = Oracle.run("nix-store", "--store", root, "--add", file.toString());
    assertThat(new Verifier(fixture.store()).verify(true)).isEmpty();
    assertThat(collector().collect().paths()).containsExactly(StorePath.parse(added));
    assertThat(Oracle.complaints("nix-store", "--store", root, "--verify", "--check-contents"))
        .doesNotContain("error");
  }
}

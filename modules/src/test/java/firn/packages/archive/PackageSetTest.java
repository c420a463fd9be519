package firn.packages.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PackageSetTest {
  @TempDir Path temporary;
  private TestArchive files;

  @BeforeEach
  void copy() throws IOException {
    files = TestArchive.in(temporary);
  }

  @Test
  void takesTheNewestVersionOfOneSuite() throws Exception {
    LockedPackage web = files.set("stable").get("web");
    assertThat(web.version()).isEqualTo("1.0-1");
    // debconf serves scripts alone; of the providers of mta the one of the better class is taken.
    assertThat(web.depends()).containsExactly("exim", "libc", "web-common");
  }

  @Test
  void prefersSecurityByVersionAndStableByPriority() throws Exception {
    PackageSet set = files.set("stable", "stable-security", "stable-backports");
    assertThat(set.get("python").version()).isEqualTo("3.11-1+deb1");
    assertThat(set.get("python").mirror()).isEqualTo("debian-security");
    // What only backports has is still there; its dependency is met by what is preferred.
    assertThat(set.get("shiny").depends()).containsExactly("python");
  }

  @Test
  void meetsVersionedProvides() throws Exception {
    assertThat(files.set("stable").get("needs-abi").depends()).containsExactly("perlish");
  }

  @Test
  void reportsADependencyThatNothingMeets() {
    assertThatThrownBy(() -> files.set("stable").get("needs-new"))
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining("needs-new 1 needs libc");
  }

  @Test
  void suggestsNamesForOneThatIsNotThere() {
    assertThatThrownBy(() -> files.set("stable").get("coreutil"))
        .isInstanceOfSatisfying(
            ArchiveException.class,
            e -> {
              assertThat(e).hasMessageContaining("“coreutil” in stable");
              assertThat(e.remedy()).isEqualTo("Did you mean coreutils?");
            });
  }

  @Test
  void makesOneComponentOfACycle() throws Exception {
    PackageSet set = files.set("stable");
    Component ring = set.component("ring-b");
    assertThat(ring.name()).isEqualTo("ring-a");
    assertThat(ring.members())
        .extracting(LockedPackage::name)
        .containsExactly("ring-a", "ring-b", "ring-c");
    assertThat(ring.depends()).containsExactly("libc");
    assertThat(set.component("ring-c")).isSameAs(ring);
    assertThat(set.component("libgcc").name()).isEqualTo("libc");
  }

  @Test
  void theOrderOfQuestionsDoesNotChangeTheLock() throws Exception {
    PackageSet one = files.set("stable");
    one.closure(List.of("web", "ring-a", "epoch"));
    PackageSet other = files.set("stable");
    other.component("epoch");
    other.component("ring-c");
    other.component("web");
    assertThat(other.lock().text()).isEqualTo(one.lock().text());
  }

  @Test
  void aLockAnswersWithoutTheArchive() throws Exception {
    PackageSet set = files.set("stable");
    set.closure(List.of("web"));
    Path file = temporary.resolve("firn.lock");
    assertThat(set.lock().write(file)).isTrue();
    PackageSet again = new PackageSet(files.open("elsewhere", List.of()), Lock.read(file), "amd64");
    assertThat(again.closure(List.of("web"))).contains("exim", "libc", "web");
    assertThat(again.lock().write(file)).isFalse();
  }

  @Test
  void aLockKeepsItsSuitesWhenTheArchiveMovesOn() throws Exception {
    PackageSet set = files.set("stable");
    set.get("web");
    Lock lock = set.lock();
    Path index = files.file("dists/stable/main/binary-amd64/Packages.xz");
    Files.copy(
        files.file("dists/expired/main/binary-amd64/Packages.xz"),
        index,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    // The machine that has the pinned index in its cache goes on with it,
    assertThat(new PackageSet(files.open("cache", "stable"), lock, "amd64").get("exim").version())
        .isEqualTo("4-1");
    // and another one is told what to do.
    assertThatThrownBy(
            () -> new PackageSet(files.open("fresh", "stable"), lock, "amd64").get("exim"))
        .isInstanceOf(ArchiveException.class);
    assertThat(new PackageSet(files.open("fresh", "stable"), lock, "amd64").get("web").version())
        .isEqualTo("1.0-1");
  }

  @Test
  void locksEachArchitectureByItself() throws Exception {
    DebianArchive archive = files.open("cache", "stable");
    PackageSet amd64 = new PackageSet(archive, Lock.empty(), "amd64");
    amd64.get("web");
    PackageSet arm64 = new PackageSet(archive, amd64.lock(), "arm64");
    assertThat(arm64.get("web").path()).endsWith("_arm64.deb");
    assertThat(arm64.lock().packages()).containsOnlyKeys("amd64", "arm64");
  }

  @Test
  void knowsAllNames() throws Exception {
    assertThat(files.set("stable", "stable-backports").names())
        .contains("shiny", "web", "bash")
        .isSorted()
        .doesNotHaveDuplicates();
  }
}

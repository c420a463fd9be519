package firn.store.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import firn.store.DerivedPath;
import firn.store.SourceTree;
import firn.store.StoreException;
import firn.store.StorePath;
import firn.store.build.BuildListener;
import firn.store.build.BuildSettings;
import firn.store.build.Realiser;
import firn.store.local.Oracle;
import firn.store.local.TestStore;
import firn.store.local.Verifier;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CacheTest {
  private final SigningKey key = SigningKey.generate("test-1");
  private final List<String> warnings = new ArrayList<>();
  private TestStore from;
  private TestStore to;
  private Path cache;

  @BeforeEach
  void open() throws IOException {
    from = new TestStore();
    to = new TestStore();
    cache = from.folder().resolve("cache");
  }

  @AfterEach
  void close() throws IOException {
    from.close();
    to.close();
  }

  /** A text that refers to a text: the derivation, and what it builds. */
  private StorePath derivation() {
    StorePath leaf = from.store().addText("leaf", "leaf", List.of());
    return from.builtin(
        "tree", "tree", "{\"entries\": {\"a\": {\"link\": \"" + leaf + "\"}}}", leaf);
  }

  private StorePath built() throws InterruptedException {
    return new Realiser(from.store(), BuildSettings.defaults(), BuildListener.SILENT)
        .realise(derivation());
  }

  private Realiser realiser(String url, boolean requireSignatures, String... keys)
      throws InterruptedException {
    Substituters substituters =
        new Substituters(
            List.of(url), new TrustedKeys(List.of(keys)), requireSignatures, warnings::add);
    return new Realiser(to.store(), BuildSettings.defaults(), substituters, BuildListener.SILENT);
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void aSignedCacheIsUsed(Compression compression) throws Exception {
    StorePath path = built();
    assertThat(new CacheWriter(cache, compression, key).copy(from.store(), List.of(path)))
        .isEqualTo(2);
    realiser(cache.toUri().toString(), true, key.publicText()).ensure(List.of(path));
    assertThat(new Verifier(to.store()).verify(true)).isEmpty();
    assertThat(to.store().query(path).orElseThrow().references())
        .isEqualTo(from.store().query(path).orElseThrow().references());
    assertThat(warnings).isEmpty();
  }

  @Test
  void aServedStoreIsUsedInsteadOfBuilding() throws Exception {
    StorePath path = built();
    StorePath drv = Objects.requireNonNull(from.store().query(path).orElseThrow().deriver());
    to.store().addText("leaf", "leaf", List.of());
    to.store().addDerivation(from.store().readDerivation(drv));
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (CacheServer server = new CacheServer(from.store(), any, key, 30)) {
      String url = "http://127.0.0.1:" + server.address().getPort();
      Realiser realiser = realiser(url, true, key.publicText());
      assertThat(realiser.planned(List.of(DerivedPath.all(drv))).substitutes())
          .containsExactly(path);
      assertThat(realiser.realise(drv)).isEqualTo(path);
    }
    assertThat(new Verifier(to.store()).verify(true)).isEmpty();
  }

  @Test
  void onlyTrustedSignaturesCount() throws Exception {
    StorePath path = built();
    new CacheWriter(cache, Compression.NONE, key).copy(from.store(), List.of(path));
    String url = cache.toUri().toString();
    String other = SigningKey.generate("test-1").publicText();
    assertThatThrownBy(() -> realiser(url, true, other).ensure(List.of(path)))
        .isInstanceOf(StoreException.class);
    assertThat(warnings).anyMatch(w -> w.contains("no trusted key signed it"));
    assertThat(to.store().isValid(path)).isFalse();
    realiser(url, false).ensure(List.of(path));
    assertThat(to.store().isValid(path)).isTrue();
  }

  @Test
  void contentAddressedPathsNeedNoSignature() throws Exception {
    Path file = Files.writeString(from.folder().resolve("file"), "contents");
    StorePath path = from.store().addSource(SourceTree.of("file", file));
    new CacheWriter(cache, Compression.ZSTD, null).copy(from.store(), List.of(path));
    realiser(cache.toUri().toString(), true).ensure(List.of(path));
    assertThat(to.store().physical(path)).hasContent("contents");
  }

  private record Attack(String name, String from, String to) {}

  /** Changes to a narinfo that a cache which trusts nobody's signature must refuse. */
  @TestFactory
  Stream<DynamicTest> hostileNarInfosAreRefused() {
    return Stream.of(
            new Attack(
                "other path", "StorePath: .*", "StorePath: /nix/store/" + "0".repeat(32) + "-x"),
            new Attack("path outside", "StorePath: .*", "StorePath: /etc/passwd"),
            new Attack("climbing URL", "URL: .*", "URL: ../../x"),
            new Attack("foreign URL", "URL: .*", "URL: http://127.0.0.1:1/x"),
            new Attack("wrong hash", "NarHash: .*", "NarHash: sha256:" + "0".repeat(52)),
            new Attack("wrong file hash", "FileHash: .*", "FileHash: sha256:" + "0".repeat(52)),
            new Attack("small size", "NarSize: .*", "NarSize: 8"),
            new Attack("large size", "NarSize: .*", "NarSize: 100000"),
            new Attack("no size", "NarSize: .*", "NarSize: x"),
            new Attack("negative size", "NarSize: .*", "NarSize: -1"),
            new Attack("bad reference", "References: .*", "References: ../x"),
            new Attack(
                "absent reference", "References: .*", "References: " + "0".repeat(32) + "-x"),
            new Attack("twice", "(NarSize: .*)", "$1\n$1"),
            new Attack("unknown compression", "Compression: .*", "Compression: rot13"),
            new Attack(
                "false address", "(References:.*)", "$1\nCA: fixed:r:sha256:" + "0".repeat(52)))
        .map(a -> DynamicTest.dynamicTest(a.name(), () -> refused(a)));
  }

  private void refused(Attack attack) throws Exception {
    StorePath path = built();
    Path folder = Files.createTempDirectory(from.folder(), "cache");
    new CacheWriter(folder, Compression.XZ, null).copy(from.store(), List.of(path));
    Path file = folder.resolve(path.hashPart() + ".narinfo");
    String text = Files.readString(file);
    String changed = text.replaceFirst(attack.from(), attack.to());
    assertThat(changed).isNotEqualTo(text);
    Files.writeString(file, changed);
    assertThatThrownBy(() -> realiser(folder.toUri().toString(), false).ensure(List.of(path)))
        .isInstanceOf(StoreException.class);
    assertThat(to.store().isValid(path)).isFalse();
    assertThat(to.store().physical(path)).doesNotExist();
  }

  @Test
  void nixUsesFirnsCacheAndFirnNixs() throws Exception {
    Oracle.require("nix");
    StorePath path = built();
    new CacheWriter(cache, Compression.XZ, key).copy(from.store(), List.of(path));
    String nix = to.folder().resolve("nix").toString();
    Oracle.run(
        "nix",
        "--extra-experimental-features",
        "nix-command",
        "copy",
        "--from",
        "file://" + cache,
        "--to",
        nix,
        "--option",
        "trusted-public-keys",
        key.publicText(),
        path.toString());
    assertThat(Oracle.run("nix-store", "--store", nix, "-q", "--requisites", path.toString()))
        .contains(path.toString());
    Path secret = Files.writeString(to.folder().resolve("secret"), key.secretText());
    Path theirs = to.folder().resolve("theirs");
    Oracle.run(
        "nix",
        "--extra-experimental-features",
        "nix-command",
        "copy",
        "--from",
        nix,
        "--to",
        "file://" + theirs + "?compression=zstd&secret-key=" + secret,
        path.toString());
    realiser(theirs.toUri().toString(), true, key.publicText()).ensure(List.of(path));
    assertThat(new Verifier(to.store()).verify(true)).isEmpty();
    String narInfo = Files.readString(theirs.resolve(path.hashPart() + ".narinfo"));
    assertThat(NarInfo.parse(narInfo).format()).isEqualTo(narInfo);
    assertThat(narInfo.lines().filter(l -> l.startsWith("Sig")))
        .isEqualTo(
            Files.readString(cache.resolve(path.hashPart() + ".narinfo"))
                .lines()
                .filter(l -> l.startsWith("Sig"))
                .toList());
  }
}

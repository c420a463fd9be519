package firn.store.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import firn.store.Derivation;
import firn.store.HashAlgorithm;
import firn.store.HashFormat;
import firn.store.PathInfo;
import firn.store.SourceTree;
import firn.store.StorePath;
import firn.store.local.TestStore;
import firn.store.posix.PathBytes;
import firn.store.posix.Posix;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a client may say to {@code nix-store --serve}, and what it may not. */
class ServeSessionTest {
  private static final long MAGIC = 0x390c9deb;
  private static final String PATH = "/nix/store/00000000000000000000000000000000-added";

  private static final String DRV = "/nix/store/00000000000000000000000000000000-it.drv";
  private static final String OUT = "/nix/store/11111111111111111111111111111111-it";

  private TestStore target;

  @BeforeEach
  void open() throws IOException {
    target = new TestStore();
  }

  @AfterEach
  void close() throws IOException {
    target.close();
  }

  /** Builds nothing: these clients do not get so far. */
  static final ServeSession.Services NONE =
      new ServeSession.Services() {
        @Override
        public void substitute(Collection<StorePath> paths) {}

        @Override
        public ServeSession.Outcome build(List<String> wanted, ServeSession.Limits limits) {
          return new ServeSession.Outcome(9, wanted + " " + limits);
        }

        @Override
        public ServeSession.Outcome build(
            StorePath path, Derivation derivation, ServeSession.Limits limits) {
          return new ServeSession.Outcome(9, derivation + " " + limits);
        }
      };

  /** Numbers, texts, lists of texts, and bytes as they are. */
  private static byte[] stream(Object... items) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Object item : items) {
      switch (item) {
        case Integer number -> Wire.number(out, number);
        case Long number -> Wire.number(out, number);
        case String text -> Wire.text(out, text);
        case List<?> texts -> Wire.texts(out, texts);
        case byte[] bytes -> out.writeBytes(bytes);
        default -> throw new IllegalArgumentException(item.toString());
      }
    }
    return out.toByteArray();
  }

  private static byte[] greeted(Object... items) throws IOException {
    return stream(MAGIC, 0x207, stream(items));
  }

  private byte[] answer(boolean writes, byte[] client) throws IOException, InterruptedException {
    return answer(writes, NONE, client);
  }

  private byte[] answer(boolean writes, ServeSession.Services services, byte[] client)
      throws IOException, InterruptedException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    InputStream in = new ByteArrayInputStream(client);
    new ServeSession(target.store(), writes, services, in, out).run();
    byte[] all = out.toByteArray();
    assertThat(Arrays.copyOf(all, 16)).isEqualTo(stream(0x5452eecb, 0x207));
    return Arrays.copyOfRange(all, 16, all.length);
  }

  private void refused(boolean writes, byte[] client, String reason) throws IOException {
    assertThatThrownBy(() -> answer(writes, client)).hasMessageContaining(reason);
    assertThat(target.store().validPaths()).isEmpty();
    assertThat(Posix.list(PathBytes.of(target.store().layout().storeDir()))).isEmpty();
  }

  @Test
  void whatBreaksTheProtocolIsRefused() throws IOException {
    refused(true, stream(0x390c9deaL), "does not speak the protocol");
    refused(true, stream(MAGIC, 0x301), "another version");
    refused(true, stream(MAGIC, Long.MIN_VALUE + 0x207), "another version");
    refused(true, stream(MAGIC), "ends too early");
    refused(true, greeted(new byte[] {1, 0, 0}), "ends too early");
    refused(true, greeted(5), "unknown command 5");
    refused(true, greeted(-1L), "unknown command");
    refused(true, greeted(1, 0, 0, Long.MAX_VALUE), "too many");
    refused(true, greeted(1, 0, 0, 1L << 20), "ends too early");
    refused(true, greeted(1, 0, 0, 1, 1L << 40), "too long");
    refused(true, greeted(1, 0, 0, List.of("/etc/passwd")), "is not in the store");
    refused(true, greeted(3, "/nix/store/../../etc/shadow"), "is not in the store");
    refused(true, greeted(3, PATH), "is not valid");
    refused(true, greeted(3, 3, new byte[] {'a', 'b', 'c', 1, 2, 3, 4, 5}), "padding");
    refused(true, greeted(6, List.of(PATH), 0, 0, 0, 3, 0, 0), "repeated builds");
  }

  @Test
  void readersMayNotWrite() throws IOException {
    refused(false, greeted(4, 0), "may not import paths");
    refused(false, greeted(6, List.of(PATH), 0, 0, 0, 0, 0, 0), "may not build");
    refused(false, greeted(8, DRV), "may not build");
    refused(false, greeted(9, PATH), "may not add paths");
  }

  private static byte[] sent(String path, Object... outputs) throws IOException {
    return greeted(
        8,
        path,
        stream(outputs),
        List.of(PATH),
        "a-system",
        "/a/builder",
        List.of("an argument"),
        2,
        "long",
        "x".repeat(100_000),
        "out",
        OUT,
        7,
        9,
        0,
        0,
        0,
        1);
  }

  @Test
  void aDerivationIsBuiltForItsOwner() throws Exception {
    byte[] answer = answer(true, sent(DRV, 1, "out", OUT, "", ""));
    ByteArrayInputStream in = new ByteArrayInputStream(answer);
    Wire wire = new Wire("the answer");
    assertThat(Wire.number(in)).isEqualTo(9);
    assertThat(wire.text(in, 1 << 20))
        .contains(
            "Derivation[name=it",
            "out=InputAddressed[path=" + OUT,
            "inputDrvs={}, inputSrcs=[" + PATH,
            "builder=/a/builder, args=[an argument]",
            "x".repeat(100_000),
            "Limits[timeout=PT9S, maxSilent=PT7S, keepFailed=true]");
    assertThat(Wire.number(in)).as("times built").isZero();
    assertThat(Wire.number(in)).as("not deterministic").isZero();
    long start = Wire.number(in);
    assertThat(Wire.number(in)).isGreaterThanOrEqualTo(start);
    assertThat(Wire.number(in)).as("outputs known only now").isZero();
    assertThat(in.read()).isNegative();
  }

  @Test
  void aDerivationThatClaimsWhatIsNotItsOwnIsRefused() throws IOException {
    refused(true, sent(PATH, 1, "out", OUT, "", ""), "not the path of a derivation");
    refused(true, sent(DRV, 1, "out", PATH, "", ""), "should be called 'it'");
    refused(true, sent(DRV, 1, "dev", OUT, "", ""), "should be called 'it-dev'");
    refused(true, sent(DRV, 1, "../x", OUT, "", ""), "illegal");
    refused(true, sent(DRV, 1, "out", "/etc/passwd", "", ""), "is not in the store");
    refused(true, sent(DRV, 1, "out", OUT, "sha256", "0".repeat(64)), "should be '/nix/store/");
    refused(true, sent(DRV, 1, "out", "", "", ""), "no path yet");
    refused(true, sent(DRV, 0), "no outputs");
    refused(true, greeted(8, DRV, 1L << 40), "too many parts");
    byte[] tooLong = greeted(8, DRV, 1, "out", OUT, "", "", List.of(), "s", 1L << 27);
    refused(true, tooLong, "too long");
  }

  private static byte[] nar(String name, String contents) throws IOException {
    return stream(
        "nix-archive-1",
        "(",
        "type",
        "directory",
        "entry",
        "(",
        "name",
        name,
        "node",
        "(",
        "type",
        "regular",
        "contents",
        contents,
        ")",
        ")",
        ")");
  }

  private static byte[] adding(byte[] nar, long size, List<String> references, String address)
      throws IOException {
    String hash = HashAlgorithm.SHA256.hash(nar).digits(HashFormat.BASE16);
    return greeted(9, PATH, "", hash, references, 0, size, 1, List.of(), address, nar);
  }

  @Test
  void whatIsAddedIsWhatWasAnnounced() throws Exception {
    byte[] good = nar("file", "contents");
    int size = good.length;
    refused(true, adding(nar("..", "x"), nar("..", "x").length, List.of(), ""), "illegal name");
    refused(true, adding(nar("a/b", "x"), nar("a/b", "x").length, List.of(), ""), "illegal name");
    refused(true, adding(good, size - 8, List.of(), ""), "ends too early");
    refused(true, adding(good, size + 8, List.of(), ""), "cannot add");
    refused(true, adding(Arrays.copyOf(good, size - 20), size, List.of(), ""), "ends too early");
    refused(true, adding(good, 0, List.of(), ""), "how long");
    refused(true, adding(good, -8, List.of(), ""), "how long");
    refused(true, adding(good, size, List.of(PATH.replace("added", "other")), ""), "before");
    refused(true, adding(good, size, List.of(), "nonsense"), "content address");
    String other = "fixed:r:sha256:" + "0".repeat(52);
    refused(true, adding(good, size, List.of(), other), "content address");
    byte[] wrong = good.clone();
    // Within the contents of the file, which 48 bytes of brackets follow.
    wrong[wrong.length - 52] ^= 1;
    byte[] message = adding(good, size, List.of(), "");
    System.arraycopy(wrong, 0, message, message.length - size, size);
    refused(true, message, "announced");

    assertThat(answer(true, adding(good, size, List.of(), ""))).isEqualTo(stream(1));
    PathInfo added = target.store().query(StorePath.parse(PATH)).orElseThrow();
    assertThat(added.narSize()).isEqualTo(size);
    assertThat(added.ultimate()).as("the client's word does not count").isFalse();
    byte[] twice = stream(adding(good, size, List.of(), ""), 1, 0, 0, List.of(PATH));
    assertThat(answer(true, twice)).isEqualTo(stream(1, List.of(PATH)));
  }

  @Test
  void questionsAreAnswered() throws Exception {
    StorePath text = target.store().addText("text", "text", List.of());
    Files.writeString(target.folder().resolve("file"), "" + text);
    StorePath source =
        target.store().addSource(SourceTree.of("file", target.folder().resolve("file")));
    String none = PATH;
    assertThat(answer(false, greeted(1, 1, 1, List.of(none, text, source))))
        .isEqualTo(stream(sorted(text, source)));
    assertThat(answer(false, greeted(7, 0, List.of(text)))).isEqualTo(stream(List.of(text)));
    PathInfo info = target.store().query(text).orElseThrow();
    assertThat(answer(false, greeted(2, List.of(none, text))))
        .isEqualTo(
            stream(
                text.toString(),
                "",
                List.of(),
                info.narSize(),
                info.narSize(),
                info.narHash().prefixed(HashFormat.NIX32),
                String.valueOf(info.contentAddress()),
                List.of(),
                ""));
    assertThat(answer(true, greeted(6, List.of(PATH), 7, 9, 0, 0, 0, 1)))
        .isEqualTo(
            stream(9, "[" + PATH + "] Limits[timeout=PT9S, maxSilent=PT7S, keepFailed=true]"));
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    target.store().writeNar(text, archive);
    assertThat(answer(false, greeted(3, text.toString()))).isEqualTo(archive.toByteArray());
  }

  /** What the client sends while it waits is its next message. */
  @Test
  void aBuildIsFollowedByTheNextCommand() throws Exception {
    StorePath text = target.store().addText("text", "text", List.of());
    byte[] client =
        greeted(
            6,
            List.of(PATH),
            0,
            0,
            0,
            0,
            0,
            0,
            6,
            List.of(PATH),
            0,
            0,
            0,
            0,
            0,
            0,
            1,
            0,
            0,
            List.of(text));
    byte[] built =
        stream(9, "[" + PATH + "] Limits[timeout=PT0S, maxSilent=PT0S, keepFailed=false]");
    assertThat(answer(true, client)).isEqualTo(stream(built, built, List.of(text)));
  }

  @Test
  @Timeout(60)
  void aClientThatGoesEndsItsBuild() throws Exception {
    PipedOutputStream client = new PipedOutputStream();
    PipedInputStream in = new PipedInputStream(client);
    CountDownLatch building = new CountDownLatch(1);
    ServeSession.Services forever =
        building(() -> {
          building.countDown();
          Thread.sleep(Duration.ofHours(1));
        });
    client.write(greeted(6, List.of(PATH), 0, 0, 0, 0, 0, 0));
    OutputStream out = OutputStream.nullOutputStream();
    FutureTask<Void> session =
        new FutureTask<>(() -> {
          new ServeSession(target.store(), true, forever, in, out).run();
          return null;
        });
    Thread.ofPlatform().start(session);
    building.await();
    client.close();
    assertThatThrownBy(session::get).hasMessageContaining("the client went away");
  }

  /** One that goes just when its build ends has its answer, and the session ends in peace. */
  @Test
  @Timeout(60)
  void aClientThatGoesAfterItsBuildEndsTheSession() throws Exception {
    ServeSession.Services untilGone =
        building(() -> {
          while (!Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
          }
        });
    byte[] client = greeted(6, List.of(PATH), 0, 0, 0, 0, 0, 0);
    assertThat(answer(true, untilGone, client)).isEqualTo(stream(0));
    assertThat(Thread.interrupted()).isFalse();
  }

  /** What a build does before it succeeds. */
  private interface Building {
    void run() throws InterruptedException;
  }

  private static ServeSession.Services building(Building what) {
    return new ServeSession.Services() {
      @Override
      public void substitute(Collection<StorePath> paths) {}

      @Override
      public ServeSession.Outcome build(List<String> wanted, ServeSession.Limits limits)
          throws InterruptedException {
        what.run();
        return ServeSession.Outcome.BUILT;
      }

      @Override
      public ServeSession.Outcome build(
          StorePath path, Derivation derivation, ServeSession.Limits limits) {
        throw new AssertionError("the client sends no derivation");
      }
    };
  }

  private static List<StorePath> sorted(StorePath... paths) {
    return Arrays.stream(paths).sorted().toList();
  }
}

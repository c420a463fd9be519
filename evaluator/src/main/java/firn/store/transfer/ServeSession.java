package firn.store.transfer;

import firn.store.ContentAddress;
import firn.store.Derivation;
import firn.store.Hash;
import firn.store.HashAlgorithm;
import firn.store.HashFormat;
import firn.store.MalformedException;
import firn.store.PathInfo;
import firn.store.StoreException;
import firn.store.StorePath;
import firn.store.local.LocalStore;
import firn.store.query.ClosureWithOutputs;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One conversation of {@code nix-store --serve}, with which Nix copies to and from a machine by
 * {@code ssh://} and {@code nix-copy-closure}: the server's side of version 2.7, and of what older
 * clients speak. The client is whoever may run commands here, and is trusted as far as {@code
 * --write} goes; what it sends is checked all the same.
 */
public final class ServeSession {
  private static final long CLIENT = 0x390c9deb;
  private static final long SERVER = 0x5452eecb;
  private static final int VERSION = 0x207;
  private static final int MAJOR = 0xff00;

  private static final Wire WIRE = new Wire("the client's message");

  /** How long builds may take, as the client wishes; zero is no limit. */
  public record Limits(Duration timeout, Duration maxSilent, boolean keepFailed) {}

  /**
   * How a build ended.
   *
   * @param status as Nix numbers it; up to two for a success
   * @param message empty for a success
   */
  public record Outcome(int status, String message) {
    public static final Outcome BUILT = new Outcome(0, "");
    public static final Outcome ALREADY_VALID = new Outcome(2, "");
    public static final int NOT_DETERMINISTIC = 12;
  }

  /** What a client may ask for besides paths that are here. */
  public interface Services {
    /** Fetches paths from caches where these have them. */
    void substitute(Collection<StorePath> paths) throws InterruptedException;

    /**
     * Makes paths valid.
     *
     * @param wanted store paths, or derivations with {@code !} and names of outputs
     */
    Outcome build(List<String> wanted, Limits limits) throws InterruptedException;

    /**
     * Builds a derivation that the client has, and this store need not have.
     *
     * @param derivation with its inputs as paths, which the client has copied before
     */
    Outcome build(StorePath path, Derivation derivation, Limits limits) throws InterruptedException;
  }

  /** What is waited for while the client may go. */
  @FunctionalInterface
  private interface Work {
    Outcome run() throws InterruptedException;
  }

  private final LocalStore store;
  private final boolean writes;
  private final Services services;
  private final InputStream in;
  private final OutputStream out;
  private int version;

  /** To the client, since a build for it began. */
  private @Nullable Listening listening;

  /**
   * @param writes whether the client may add and build
   */
  public ServeSession(
      LocalStore store, boolean writes, Services services, InputStream in, OutputStream out) {
    this.store = store;
    this.writes = writes;
    this.services = services;
    this.in = new BufferedInputStream(in, 1 << 16);
    this.out = new BufferedOutputStream(out, 1 << 16);
  }

  /**
   * Answers until the client closes the stream.
   *
   * @throws MalformedException if the client breaks the protocol
   * @throws StoreException if it asks for what it may not have, or what it adds is not as announced
   */
  public void run() throws IOException, InterruptedException {
    try {
      greet();
      while (true) {
        Listening listened = listening;
        listening = null;
        int first = listened == null ? in.read() : listened.first();
        if (first < 0) {
          return;
        }
        answer(command(first));
        out.flush();
      }
    } catch (EOFException e) {
      throw new MalformedException("the client's message ends too early", e);
    }
  }

  private void greet() throws IOException {
    if (Wire.number(in) != CLIENT) {
      throw new MalformedException("the client does not speak the protocol of nix-store --serve");
    }
    Wire.number(out, SERVER);
    Wire.number(out, VERSION);
    out.flush();
    long theirs = Wire.number(in);
    if ((theirs & ~0xffffL) != 0 || (theirs & MAJOR) != (VERSION & MAJOR)) {
      throw new MalformedException("the client speaks another version of the protocol");
    }
    version = (int) Math.min(VERSION, theirs);
  }

  /** A number whose first byte was read: before it the stream may end. */
  private long command(int first) throws IOException {
    long command = first;
    for (int i = 1; i < Long.BYTES; i++) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException();
      }
      command |= (long) next << (8 * i);
    }
    return command;
  }

  private void answer(long command) throws IOException, InterruptedException {
    int known = command == (int) command ? (int) command : -1;
    switch (known) {
      case 1 -> validPaths();
      case 2 -> pathInfos();
      case 3 -> store.writeNar(StorePath.parse(WIRE.text(in)), out);
      case 4 -> {
        needWrites("import paths");
        ExportStream.read(store, in);
        Wire.number(out, 1);
      }
      case 6 -> build();
      case 7 -> {
        boolean outputs = Wire.number(in) != 0;
        Wire.texts(out, ClosureWithOutputs.of(store, WIRE.paths(in), outputs));
      }
      case 8 -> buildDerivation();
      case 9 -> add();
      default -> throw new MalformedException("the client sends the unknown command " + command);
    }
  }

  private void needWrites(String what) {
    if (!writes) {
      throw new StoreException(
          "the client may not " + what, "Serve with nix-store --serve --write to allow it.", null);
    }
  }

  private void validPaths() throws IOException, InterruptedException {
    boolean lock = Wire.number(in) != 0;
    boolean substitute = Wire.number(in) != 0;
    SortedSet<StorePath> paths = WIRE.paths(in);
    if (lock && writes) {
      paths.forEach(store::addTemporaryRoot);
    }
    if (substitute && writes) {
      services.substitute(paths.stream().filter(path -> !store.isValid(path)).toList());
    }
    Wire.texts(out, paths.stream().filter(store::isValid).toList());
  }

  private void pathInfos() throws IOException {
    for (StorePath path : WIRE.paths(in)) {
      PathInfo info = store.query(path).orElse(null);
      if (info != null) {
        Wire.text(out, path.toString());
        Wire.text(out, info.deriver() == null ? "" : info.deriver().toString());
        Wire.texts(out, info.references());
        // What a download would be of, which is not compressed here.
        Wire.number(out, info.narSize());
        Wire.number(out, info.narSize());
        if (version >= 0x204) {
          Wire.text(out, info.narHash().prefixed(HashFormat.NIX32));
          Wire.text(out, info.contentAddress() == null ? "" : info.contentAddress().toString());
          Wire.texts(out, info.signatures());
        }
      }
    }
    Wire.text(out, "");
  }

  private void build() throws IOException, InterruptedException {
    needWrites("build");
    List<String> wanted = WIRE.texts(in);
    Limits limits = limits();
    Outcome outcome = whileClientWaits(() -> services.build(wanted, limits));
    Wire.number(out, outcome.status());
    if (outcome.status() != 0) {
      Wire.text(out, outcome.message());
    }
  }

  /** A build for a machine that has sent what the derivation needs, and fetches what it makes. */
  private void buildDerivation() throws IOException, InterruptedException {
    needWrites("build");
    StorePath path = StorePath.parse(WIRE.text(in));
    Derivation derivation = SentDerivation.read(WIRE, in, path);
    Limits limits = limits();
    Instant start = Instant.now();
    Outcome outcome = whileClientWaits(() -> services.build(path, derivation, limits));
    Wire.number(out, outcome.status());
    Wire.text(out, outcome.message());
    if (version >= 0x203) {
      Wire.number(out, outcome.equals(Outcome.BUILT) ? 1 : 0);
      Wire.number(out, outcome.status() == Outcome.NOT_DETERMINISTIC ? 1 : 0);
      Wire.number(out, start.getEpochSecond());
      Wire.number(out, Instant.now().getEpochSecond());
    }
    if (version >= 0x206) {
      // Where outputs lie that are known only now, of which there are none here.
      Wire.number(out, 0);
    }
  }

  private Limits limits() throws IOException {
    Duration maxSilent = Duration.ofSeconds(Wire.number(in) & 0xffffffffL);
    Duration timeout = Duration.ofSeconds(Wire.number(in) & 0xffffffffL);
    if (version >= 0x202) {
      // The longest log, which is kept whole here.
      Wire.number(in);
    }
    if (version >= 0x203) {
      if (Wire.number(in) != 0) {
        throw new StoreException("the client wants repeated builds, which Firn does not make");
      }
      Wire.number(in);
    }
    boolean keepFailed = version >= 0x207 && Wire.number(in) != 0;
    return new Limits(timeout, maxSilent, keepFailed);
  }

  /** Ends the build when the client goes. */
  private Outcome whileClientWaits(Work work) throws InterruptedException {
    Listening client = Listening.to(in);
    listening = client;
    try {
      return work.run();
    } catch (InterruptedException e) {
      if (client.isGone()) {
        throw new StoreException("the client went away, so its build was ended", e);
      }
      throw e;
    } finally {
      client.workDone();
    }
  }

  private void add() throws IOException {
    needWrites("add paths");
    StorePath path = StorePath.parse(WIRE.text(in));
    String deriver = WIRE.text(in);
    Hash hash = Hash.parse(WIRE.text(in), HashAlgorithm.SHA256);
    SortedSet<StorePath> references = WIRE.paths(in);
    Wire.number(in);
    long size = Wire.number(in);
    // That it was built on the other machine does not make it built here.
    Wire.number(in);
    SortedSet<String> signatures = new TreeSet<>(WIRE.texts(in));
    String address = WIRE.text(in);
    if (size <= 0) {
      throw new MalformedException("the client does not say how long the archive is");
    }
    @Nullable ContentAddress known = address.isEmpty() ? null : ContentAddress.parse(address);
    Bounded nar = new Bounded(in, size);
    store.addNar(
        new PathInfo(
            path,
            hash,
            size,
            references,
            deriver.isEmpty() ? null : StorePath.parse(deriver),
            Instant.now(),
            false,
            signatures,
            known),
        nar);
    nar.skipRest();
    Wire.number(out, 1);
  }

  /** The next bytes of a stream, as many as were announced; the stream goes on after them. */
  private static final class Bounded extends InputStream {
    private final InputStream in;
    private long left;

    Bounded(InputStream in, long length) {
      this.in = in;
      this.left = length;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (left == 0) {
        return -1;
      }
      int n = in.read(bytes, offset, (int) Math.min(length, left));
      if (n < 0) {
        throw new EOFException();
      }
      left -= n;
      return n;
    }

    /** One who has the path already reads nothing of its archive. */
    void skipRest() throws IOException {
      in.skipNBytes(left);
    }
  }
}

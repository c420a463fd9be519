package firn.store.local;

import firn.store.ContentAddress;
import firn.store.Derivation;
import firn.store.DerivationHashes;
import firn.store.FullDisk;
import firn.store.HashAlgorithm;
import firn.store.MalformedException;
import firn.store.Nix32;
import firn.store.PathInfo;
import firn.store.SourceTree;
import firn.store.Store;
import firn.store.StoreException;
import firn.store.StorePath;
import firn.store.StorePaths;
import firn.store.db.Registration;
import firn.store.db.StoreDatabase;
import firn.store.nar.HashSink;
import firn.store.nar.NarEncoder;
import firn.store.nar.TreeReader;
import firn.store.nar.TreeWriter;
import firn.store.posix.OpenFile;
import firn.store.posix.PathBytes;
import firn.store.posix.Posix;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A store on this machine's disk; see the package for its invariants. */
public final class LocalStore implements Store {

  private final StoreLayout layout;
  private final StoreDatabase database;
  private final OpenFile bigLock;
  private final TemporaryRoots temporaryRoots;
  private final DerivationHashes hashes = new DerivationHashes(this::readDerivation);

  private LocalStore(StoreLayout layout, StoreDatabase database, OpenFile bigLock) {
    this.layout = layout;
    this.database = database;
    this.bigLock = bigLock;
    this.temporaryRoots = new TemporaryRoots(layout);
  }

  /**
   * Opens the store with this physical root, making it where there is none.
   *
   * @throws StoreException if it cannot be written, or a newer Nix made it
   */
  public static LocalStore open(Path root) {
    StoreLayout layout = new StoreLayout(root);
    try {
      return opened(layout, StoreSetup.prepare(layout));
    } catch (IOException e) {
      String ofFullDisk = FullDisk.remedy(e.getMessage());
      throw new StoreException(
          "cannot open the store at " + layout.root() + ": " + e.getMessage(),
          ofFullDisk != null
              ? ofFullDisk
              : "Run as a user who may write there, or choose another place with --store DIR.",
          e);
    }
  }

  /** With the lock, which is let go where this fails. */
  private static LocalStore opened(StoreLayout layout, OpenFile lock) throws IOException {
    StoreDatabase database = null;
    try {
      database = StoreDatabase.open(layout.databaseDir().resolve("db.sqlite"));
      return new LocalStore(layout, database, lock);
    } catch (StoreException e) {
      if (database != null) {
        database.close();
      }
      lock.close();
      throw e;
    }
  }

  /** The root of the store a user has without asking: the machine's, or one of their own. */
  public static Path defaultRoot() {
    if (Posix.isRoot()) {
      return Path.of("/");
    }
    String dataHome = System.getenv("XDG_DATA_HOME");
    Path base =
        dataHome != null && dataHome.startsWith("/")
            ? Path.of(dataHome)
            : Path.of(System.getProperty("user.home"), ".local", "share");
    return base.resolve("firn");
  }

  public StoreLayout layout() {
    return layout;
  }

  StoreDatabase database() {
    return database;
  }

  @Override
  public Path physical(StorePath path) {
    return layout.physical(path);
  }

  @Override
  public Optional<PathInfo> query(StorePath path) {
    return database.query(path);
  }

  @Override
  public boolean isValid(StorePath path) {
    return database.isValid(path);
  }

  /**
   * The valid path with a hash part.
   *
   * @throws MalformedException if it is no hash part
   */
  public Optional<PathInfo> queryHashPart(String hashPart) {
    StorePath.ofBaseName(hashPart + "-x");
    return database.byHashPart(hashPart).flatMap(database::query);
  }

  /** Whether a valid path bears a name, whatever its hash part. */
  boolean hasName(String name) {
    return database.hasName(name);
  }

  /** Every valid path. */
  public SortedSet<StorePath> validPaths() {
    return database.validPaths();
  }

  @Override
  public SortedSet<StorePath> referrers(StorePath path) {
    return database.referrers(path);
  }

  @Override
  public SortedSet<StorePath> derivers(StorePath path) {
    return database.derivers(path);
  }

  @Override
  public SortedSet<StorePath> closure(Collection<StorePath> roots) {
    SortedSet<StorePath> seen = new TreeSet<>();
    Deque<StorePath> pending = new ArrayDeque<>(roots);
    while (!pending.isEmpty()) {
      StorePath path = pending.pop();
      if (seen.add(path)) {
        if (!database.isValid(path)) {
          throw notValid(path);
        }
        pending.addAll(database.references(path));
      }
    }
    return seen;
  }

  private static StoreException notValid(StorePath path) {
    return new StoreException("path '" + path + "' is not valid");
  }

  /** Keeps a path, valid or about to be, from garbage collection while this store is open. */
  public void addTemporaryRoot(StorePath path) {
    temporaryRoots.add(path);
  }

  /** The right to write these paths; waits for whoever has it. */
  public LockedPaths lock(Collection<StorePath> paths) {
    try {
      return LockedPaths.acquire(layout, paths);
    } catch (IOException e) {
      throw new StoreException("cannot lock paths of the store: " + e.getMessage(), e);
    }
  }

  /**
   * A place to prepare an object.
   *
   * @param name for the reader of a directory listing
   */
  public TemporaryObject temporary(String name) {
    byte[] random = new byte[20];
    Randomness.SOURCE.nextBytes(random);
    String shortened = name.substring(0, Math.min(name.length(), 150));
    StorePath path = StorePath.ofBaseName(Nix32.encode(random) + "-" + shortened + ".tmp");
    temporaryRoots.add(path);
    return new TemporaryObject(layout, path);
  }

  /**
   * Makes prepared objects valid, all or none: moves them to their paths and registers them.
   *
   * @throws IllegalStateException if a path is not locked
   */
  public void publish(Collection<Prepared> objects, LockedPaths locks) throws IOException {
    for (Prepared object : objects) {
      StorePath path = object.info().path();
      if (!locks.holds(path)) {
        throw new IllegalStateException("not locked: " + path);
      }
      String target = layout.physicalBytes(path);
      FileTrees.delete(target);
      Posix.rename(object.file(), target);
    }
    database.register(objects.stream().map(o -> new Registration(o.info(), o.outputs())).toList());
  }

  /**
   * Puts prepared objects in the place of what lies at their paths, valid or not, and registers
   * them. What was there is deleted.
   *
   * @throws IllegalStateException if a path is not locked
   */
  public void replace(Collection<Prepared> objects, LockedPaths locks) throws IOException {
    for (Prepared object : objects) {
      StorePath path = object.info().path();
      if (!locks.holds(path)) {
        throw new IllegalStateException("not locked: " + path);
      }
      String target = layout.physicalBytes(path);
      if (!Posix.exists(target)) {
        Posix.rename(object.file(), target);
      } else if (Posix.exchange(object.file(), target)) {
        FileTrees.delete(object.file());
      } else {
        FileTrees.delete(target);
        Posix.rename(object.file(), target);
      }
    }
    database.register(objects.stream().map(o -> new Registration(o.info(), o.outputs())).toList());
  }

  /**
   * Registers what lies in the store directory already, all or none. Derivations among them are
   * read, for what their outputs are.
   *
   * @throws StoreException if one refers to what is neither valid nor among them
   */
  public void register(Collection<PathInfo> infos) {
    List<Registration> registrations = new ArrayList<>();
    for (PathInfo info : infos) {
      Map<String, StorePath> outputs = new HashMap<>();
      if (info.path().isDerivation() && Files.exists(physical(info.path()))) {
        parse(info.path())
            .outputs()
            .forEach((name, output) -> outputs.put(name, output.requirePath()));
      }
      registrations.add(new Registration(info, outputs));
    }
    database.register(registrations);
  }

  /** The outputs that a valid derivation is registered with, valid or not. */
  public SortedSet<StorePath> outputs(StorePath derivation) {
    return database.outputs(derivation);
  }

  /**
   * Forgets that paths are valid; what lies there stays.
   *
   * @throws StoreException if a path that stays valid refers to one of them
   */
  public void unregister(Set<StorePath> paths) {
    database.unregister(paths);
  }

  /** Registers again what is valid already, with what is newly known of it. */
  public void update(PathInfo info) {
    database.register(List.of(new Registration(info, Map.of())));
  }

  @Override
  public StorePath addText(String name, String bytes, Collection<StorePath> references) {
    StorePath path = StorePaths.text(name, bytes, references);
    addText(path, bytes, references, Map.of());
    return path;
  }

  private void addText(
      StorePath path,
      String bytes,
      Collection<StorePath> references,
      Map<String, StorePath> outputs) {
    temporaryRoots.add(path);
    if (database.isValid(path)) {
      return;
    }
    byte[] contents = bytes.getBytes(StandardCharsets.ISO_8859_1);
    try (LockedPaths locks = lock(List.of(path));
        TemporaryObject temporary = temporary(path.name())) {
      if (database.isValid(path)) {
        return;
      }
      try (OpenFile file = OpenFile.create(temporary.bytes(), 0444)) {
        file.chmod(0444);
        file.write(contents, 0, contents.length);
        file.setTimes(TreeWriter.STORE_TIME);
      }
      ContentAddress address =
          new ContentAddress(ContentAddress.Method.TEXT, HashAlgorithm.SHA256.hash(contents));
      PathInfo info = describe(temporary.bytes(), path, new TreeSet<>(references), null, address);
      publish(List.of(new Prepared(temporary.bytes(), info, outputs)), locks);
    } catch (IOException e) {
      throw cannotAdd(path, e);
    }
  }

  /** What is to be registered of an object that was made here. */
  public PathInfo describe(
      String file,
      StorePath path,
      SortedSet<StorePath> references,
      @Nullable StorePath deriver,
      @Nullable ContentAddress address)
      throws IOException {
    HashSink sink = new HashSink(HashAlgorithm.SHA256);
    TreeReader.read(file, new NarEncoder(sink));
    return new PathInfo(
        path,
        sink.hash(),
        sink.size(),
        references,
        deriver,
        Instant.now(),
        deriver != null,
        new TreeSet<>(),
        address);
  }

  @Override
  public StorePath addSource(SourceTree source) {
    try (SourceIngest ingest = new SourceIngest(this, source)) {
      return ingest.add();
    } catch (NoSuchFileException gone) {
      throw new StoreException(
          "cannot add '%s' to the store: '%s' does not exist"
              .formatted(source.root(), gone.getFile()),
          gone);
    } catch (IOException e) {
      throw new StoreException(
          "cannot add '" + source.root() + "' to the store: " + e.getMessage(), e);
    }
  }

  /**
   * Adds an object from its archive. All it refers to is valid already; a registration of its own
   * it has not.
   *
   * @param nar read to its end, in small pieces: give it a buffered stream
   * @throws MalformedException if the archive breaks its format, or is longer than announced
   * @throws StoreException if it is not what {@code info} announces
   */
  public void addNar(PathInfo info, InputStream nar) {
    try {
      new NarIngest(this, info, false).add(nar);
    } catch (IOException e) {
      throw cannotAdd(info.path(), e);
    }
  }

  /** As {@link #addNar}, in the place of what is there, even where that is registered as valid. */
  public void replaceNar(PathInfo info, InputStream nar) {
    try {
      new NarIngest(this, info, true).add(nar);
    } catch (IOException e) {
      throw cannotAdd(info.path(), e);
    }
  }

  /** Writes the archive of a valid object. */
  public void writeNar(StorePath path, OutputStream out) throws IOException {
    if (!isValid(path)) {
      throw notValid(path);
    }
    TreeReader.read(layout.physicalBytes(path), new NarEncoder(out));
  }

  static StoreException cannotAdd(StorePath path, IOException e) {
    // Decompressors do not always say what is wrong.
    String reason = e.getMessage() == null ? "its data is damaged" : e.getMessage();
    return new StoreException(
        "cannot add '" + path + "' to the store: " + reason, FullDisk.remedy(reason), e);
  }

  @Override
  public StorePath addDerivation(Derivation derivation) {
    StorePath path = derivation.path();
    if (!database.isValid(path)) {
      hashes.check(derivation);
    }
    Map<String, StorePath> outputs = new HashMap<>();
    derivation.outputs().forEach((name, output) -> outputs.put(name, output.requirePath()));
    addText(path, derivation.toAterm(), derivation.references(), outputs);
    hashes.remember(path, derivation);
    return path;
  }

  @Override
  public Derivation readDerivation(StorePath path) {
    if (!database.isValid(path)) {
      throw notValid(path);
    }
    return parse(path);
  }

  /**
   * The outputs of a derivation that comes from elsewhere.
   *
   * @param file where it lies, a byte path
   * @throws MalformedException if it is none, or an output is not where it follows from it
   */
  Map<String, StorePath> declaredOutputs(StorePath path, String file) {
    Derivation derivation = parse(path, PathBytes.toPath(file));
    hashes.check(derivation);
    Map<String, StorePath> outputs = new HashMap<>();
    derivation.outputs().forEach((name, output) -> outputs.put(name, output.requirePath()));
    return outputs;
  }

  private Derivation parse(StorePath path) {
    return parse(path, physical(path));
  }

  private static Derivation parse(StorePath path, Path file) {
    try {
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      String name = path.name();
      return Derivation.parse(
          text, name.substring(0, name.length() - Derivation.EXTENSION.length()));
    } catch (IOException e) {
      throw new StoreException(
          "cannot read the derivation '" + path + "': " + e.getMessage(),
          "Run firn store verify --check-contents.",
          e);
    }
  }

  @Override
  public void close() {
    temporaryRoots.close();
    database.close();
    try {
      bigLock.close();
    } catch (IOException e) {
      throw new StoreException("cannot close " + PathBytes.of(layout.databaseDir()), e);
    }
  }

  /** Apart, since a command that makes nothing has no use for it and it takes long to set up. */
  private static final class Randomness {
    static final SecureRandom SOURCE = new SecureRandom();
  }
}

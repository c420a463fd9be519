package firn.store.local;

import firn.store.StoreException;
import firn.store.db.StoreDatabase;
import firn.store.posix.OpenFile;
import firn.store.posix.PathBytes;
import firn.store.posix.Posix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Makes the folders and the database of a store, or checks that they are of the known version. */
final class StoreSetup {
  private static final long RESERVED_BYTES = 8 << 20;

  private StoreSetup() {}

  /**
   * @return {@code big-lock}, locked for sharing: held while the store is open, so that nobody
   *     changes the schema meanwhile
   */
  static OpenFile prepare(StoreLayout layout) throws IOException {
    Path state = layout.stateDir();
    for (Path directory :
        List.of(
            layout.storeDir(),
            layout.databaseDir(),
            state.resolve("gcroots"),
            state.resolve("profiles"),
            state.resolve("temproots"))) {
      Files.createDirectories(directory);
    }
    String profiles = PathBytes.of(state.resolve("gcroots/profiles"));
    if (!Posix.exists(profiles)) {
      try {
        Posix.symlink(PathBytes.of(state.resolve("profiles")), profiles);
      } catch (java.nio.file.FileAlreadyExistsException e) {
        // Another process made it in the meantime.
      }
    }
    OpenFile lock = OpenFile.lockable(PathBytes.of(layout.databaseDir().resolve("big-lock")), 0600);
    boolean done = false;
    try {
      Path schema = layout.databaseDir().resolve("schema");
      if (!Files.exists(schema)) {
        lock.lock(true);
        create(layout, schema);
      }
      lock.lock(false);
      check(schema);
      reserveSpace(layout);
      done = true;
      return lock;
    } finally {
      if (!done) {
        lock.close();
      }
    }
  }

  /** The version file comes last: while it is missing the next one starts over. */
  private static void create(StoreLayout layout, Path schema) throws IOException {
    if (Files.exists(schema)) {
      return;
    }
    try (StoreDatabase database = StoreDatabase.open(layout.databaseDir().resolve("db.sqlite"))) {
      database.createTables();
    }
    Path temporary = schema.resolveSibling("schema.new");
    Files.writeString(temporary, Integer.toString(StoreDatabase.schemaVersion()));
    Files.move(temporary, schema);
  }

  /** Puts space aside; a disk too full for it is no reason to fail. */
  static void reserveSpace(StoreLayout layout) throws IOException {
    String file = PathBytes.of(layout.reservedSpace());
    if (Posix.exists(file) && Posix.status(file).size() == RESERVED_BYTES) {
      return;
    }
    try (OpenFile reserved = OpenFile.lockable(file, 0600)) {
      reserved.allocate(RESERVED_BYTES);
    } catch (IOException e) {
      Files.deleteIfExists(layout.reservedSpace());
    }
  }

  private static void check(Path schema) throws IOException {
    String version = Files.readString(schema).strip();
    if (!version.equals(Integer.toString(StoreDatabase.schemaVersion()))) {
      throw new StoreException(
          "the store's database has schema " + version + ", and Firn knows only 10",
          "Bring it up to date with a Nix of version 2.0 or later, or use another store.",
          null);
    }
  }
}

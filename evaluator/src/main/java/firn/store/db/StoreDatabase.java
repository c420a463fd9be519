package firn.store.db;

import firn.store.ContentAddress;
import firn.store.FullDisk;
import firn.store.Hash;
import firn.store.HashAlgorithm;
import firn.store.PathInfo;
import firn.store.StoreException;
import firn.store.StorePath;
import firn.store.posix.Changes;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;

/**
 * One connection to the database, used by one thread at a time. Several processes may have it open;
 * a writer waits for another, a reader never waits.
 */
public final class StoreDatabase implements AutoCloseable {
  private static final int BUSY_MILLISECONDS = 10 * 60 * 1000;
  private static final String COLUMNS =
      "select id, path, hash, registrationTime, deriver, narSize, ultimate, sigs, ca from ValidPaths ";

  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new HashMap<>();

  private StoreDatabase(Connection connection) {
    this.connection = connection;
  }

  /**
   * Opens the database in a file, making it where it is missing.
   *
   * @throws StoreException if it cannot be opened
   */
  public static StoreDatabase open(Path file) {
    SqliteLibrary.prepare();
    try {
      // Asking DriverManager would search every archive of the class path for drivers.
      Connection connection = JDBC.createConnection(JDBC.PREFIX + file, new Properties());
      boolean ready = false;
      try {
        StoreDatabase database = prepared(connection);
        ready = true;
        return database;
      } finally {
        if (!ready) {
          connection.close();
        }
      }
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** Loads what the first opening takes long over; nothing of any store is touched. */
  public static void load() {
    SqliteLibrary.prepare();
    try {
      JDBC.createConnection(JDBC.PREFIX + ":memory:", new Properties()).close();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private static StoreDatabase prepared(Connection connection) throws SQLException {
    StoreDatabase database = new StoreDatabase(connection);
    try (Statement statement = connection.createStatement()) {
      statement.execute("pragma busy_timeout = " + BUSY_MILLISECONDS);
      statement.execute("pragma foreign_keys = on");
      statement.execute("pragma synchronous = normal");
      statement.execute("pragma wal_autocheckpoint = 40000");
      if (!statement.executeQuery("pragma journal_mode").getString(1).equals("wal")) {
        statement.execute("pragma journal_mode = wal");
      }
    }
    return database;
  }

  /** Declares the tables where they are missing; the caller holds the store's lock. */
  public synchronized void createTables() {
    try (Statement statement = connection.createStatement()) {
      for (String sql : Schema.STATEMENTS) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  public static int schemaVersion() {
    return Schema.VERSION;
  }

  public synchronized boolean isValid(StorePath path) {
    return id(path) != null;
  }

  public synchronized Optional<PathInfo> query(StorePath path) {
    try {
      PreparedStatement select = prepare(COLUMNS + "where path = ?");
      select.setString(1, path.toString());
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(info(row)) : Optional.empty();
      }
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private PathInfo info(ResultSet row) throws SQLException {
    SortedSet<StorePath> references =
        paths(
            "select path from Refs join ValidPaths on reference = id where referrer = ?",
            row.getLong(1));
    String deriver = row.getString(5);
    String signatures = row.getString(8);
    String ca = row.getString(9);
    return new PathInfo(
        StorePath.parse(row.getString(2)),
        Hash.parse(row.getString(3), HashAlgorithm.SHA256),
        row.getLong(6),
        references,
        deriver == null || deriver.isEmpty() ? null : StorePath.parse(deriver),
        Instant.ofEpochSecond(row.getLong(4)),
        row.getInt(7) == 1,
        signatures == null || signatures.isEmpty()
            ? new TreeSet<>()
            : new TreeSet<>(List.of(signatures.split(" "))),
        ca == null || ca.isEmpty() ? null : ContentAddress.parse(ca));
  }

  public SortedSet<StorePath> references(StorePath path) {
    return paths(
        "select path from Refs join ValidPaths on reference = id where referrer ="
            + " (select id from ValidPaths where path = ?)",
        path.toString());
  }

  public SortedSet<StorePath> referrers(StorePath path) {
    return paths(
        "select path from Refs join ValidPaths on referrer = id where reference ="
            + " (select id from ValidPaths where path = ?)",
        path.toString());
  }

  /** The valid derivations that have {@code output} among their outputs. */
  public SortedSet<StorePath> derivers(StorePath output) {
    return paths(
        "select v.path from DerivationOutputs d join ValidPaths v on d.drv = v.id where d.path = ?",
        output.toString());
  }

  /** The outputs of a valid derivation, valid or not. */
  public SortedSet<StorePath> outputs(StorePath derivation) {
    return paths(
        "select path from DerivationOutputs where drv ="
            + " (select id from ValidPaths where path = ?)",
        derivation.toString());
  }

  /** Whether a valid path has this name, after its hash part. */
  public boolean hasName(String name) {
    int before = StorePath.STORE_DIR.length() + StorePath.HASH_LENGTH + "/-".length();
    String sql = "select path from ValidPaths where substr(path, %d) = ? limit 1";
    return !paths(sql.formatted(before + 1), name).isEmpty();
  }

  public SortedSet<StorePath> validPaths() {
    return paths("select path from ValidPaths where ? = 1", 1L);
  }

  /** The valid path with this hash part, if any. */
  public Optional<StorePath> byHashPart(String hashPart) {
    String from = StorePath.STORE_DIR + "/" + hashPart;
    return paths("select path from ValidPaths where path >= ? order by path limit 1", from).stream()
        .filter(p -> p.hashPart().equals(hashPart))
        .findFirst();
  }

  private synchronized SortedSet<StorePath> paths(String sql, Object argument) {
    SortedSet<StorePath> found = new TreeSet<>();
    try {
      PreparedStatement select = prepare(sql);
      select.setObject(1, argument);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.add(StorePath.parse(row.getString(1)));
        }
      }
      return found;
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /**
   * Makes all of them valid, or none. References may go from one to another; one that is valid
   * already keeps its registration but for what is newly known.
   *
   * @throws StoreException if one refers to a path that is neither valid nor among them
   */
  public synchronized void register(Collection<Registration> registrations) {
    List<Supplier<String>> parts = RegistrationRows.inParts(registrations);
    transaction(() -> {
      for (Supplier<String> part : parts) {
        String rows = part.get();
        update(RegistrationRows.FORGET_REFERENCES, rows);
        update(RegistrationRows.PATHS, rows);
        update(RegistrationRows.OUTPUTS, rows);
      }
      for (Supplier<String> part : parts) {
        String rows = part.get();
        try {
          update(RegistrationRows.REFERENCES, rows);
        } catch (SQLException e) {
          throw missingReference(rows, e);
        }
      }
    });
  }

  private void update(String sql, String rows) throws SQLException {
    PreparedStatement statement = prepare(sql);
    statement.setString(1, rows);
    statement.executeUpdate();
    statement.clearParameters();
  }

  private StoreException missingReference(String rows, SQLException cause) throws SQLException {
    PreparedStatement select = prepare(RegistrationRows.MISSING_REFERENCE);
    select.setString(1, rows);
    try (ResultSet row = select.executeQuery()) {
      if (!row.next()) {
        throw cause;
      }
      return new StoreException(
          "cannot register '%s', which refers to '%s', which is not valid"
              .formatted(row.getString(1), row.getString(2)),
          cause);
    }
  }

  /**
   * Makes paths invalid, all or none.
   *
   * @throws StoreException if a path that stays valid refers to one of them
   */
  public synchronized void unregister(Set<StorePath> paths) {
    transaction(() -> {
      PreparedStatement forget =
          prepare("delete from Refs where referrer = (select id from ValidPaths where path = ?)");
      PreparedStatement delete = prepare("delete from ValidPaths where path = ?");
      for (PreparedStatement statement : List.of(forget, delete)) {
        for (StorePath path : paths) {
          statement.setString(1, path.toString());
          statement.executeUpdate();
        }
      }
    });
  }

  private @Nullable Long id(StorePath path) {
    try {
      PreparedStatement select = prepare("select id from ValidPaths where path = ?");
      select.setString(1, path.toString());
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getLong(1) : null;
      }
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private interface Work {
    void run() throws SQLException;
  }

  private void transaction(Work work) {
    try (Statement statement = connection.createStatement()) {
      statement.execute("begin immediate");
      boolean done = false;
      try {
        work.run();
        Changes.before();
        statement.execute("commit");
        Changes.before();
        done = true;
      } finally {
        if (!done) {
          rollBack(statement);
        }
      }
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** SQLite itself has rolled back where the disk is full; what failed before is what counts. */
  private static void rollBack(Statement statement) {
    try {
      statement.execute("rollback");
    } catch (SQLException none) {
      return;
    }
  }

  private PreparedStatement prepare(String sql) throws SQLException {
    PreparedStatement known = statements.get(sql);
    if (known == null) {
      known = connection.prepareStatement(sql);
      statements.put(sql, known);
    }
    return known;
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  private static StoreException failure(SQLException e) {
    String ofFullDisk = FullDisk.remedy(e.getMessage());
    return new StoreException(
        "the store's database cannot be used: " + FullDisk.plain(e.getMessage()),
        ofFullDisk != null
            ? ofFullDisk
            : "Check that the disk is not full and that this user may write to nix/var/nix/db.",
        e);
  }

  @Override
  public synchronized void close() {
    List<PreparedStatement> open = new ArrayList<>(statements.values());
    statements.clear();
    try {
      for (PreparedStatement statement : open) {
        statement.close();
      }
      connection.close();
    } catch (SQLException e) {
      throw failure(e);
    }
  }
}

package firn.store.cache;

import firn.store.MalformedException;
import firn.store.StorePath;
import firn.store.db.SqliteLibrary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;

/**
 * What caches answered before, kept between commands: that they have a path for a month, that they
 * do not for an hour. It saves questions and is trusted no more than the caches are; where it
 * cannot be used, they are asked again. Answers from the future (the clock went backwards) do not
 * count.
 */
public final class NarInfoCache implements AutoCloseable {
  private final @Nullable Connection connection;
  private final Duration positive;
  private final Duration negative;
  private final Clock clock;

  private NarInfoCache(
      @Nullable Connection connection, Duration positive, Duration negative, Clock clock) {
    this.connection = connection;
    this.positive = positive;
    this.negative = negative;
    this.clock = clock;
  }

  /** Remembers nothing. */
  public static NarInfoCache none() {
    return new NarInfoCache(null, Duration.ZERO, Duration.ZERO, Clock.systemUTC());
  }

  /**
   * Opens the one in a file, making it where it is missing; one that remembers nothing where that
   * cannot be done.
   *
   * @param positive how long an answer that a path is there counts
   * @param negative how long an answer that it is not counts
   */
  public static NarInfoCache open(Path file, Duration positive, Duration negative, Clock clock) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      SqliteLibrary.prepare();
      Connection connection = JDBC.createConnection(JDBC.PREFIX + file, new Properties());
      try (Statement statement = connection.createStatement()) {
        statement.execute("pragma busy_timeout = 2000");
        statement.execute("pragma journal_mode = wal");
        statement.execute("pragma synchronous = off");
        statement.execute(
            """
            create table if not exists Answers (
              cache text not null,
              hashPart text not null,
              time integer not null,
              narInfo text,
              primary key (cache, hashPart))\
            """);
      }
      return new NarInfoCache(connection, positive, negative, clock);
    } catch (SQLException | java.io.IOException e) {
      return none();
    }
  }

  /**
   * What was answered and still counts.
   *
   * @return empty if the cache is to be asked; an empty answer inside if it does not have the path
   */
  synchronized Optional<Optional<NarInfo>> get(String cache, StorePath path) {
    if (connection == null) {
      return Optional.empty();
    }
    try (PreparedStatement select =
        connection.prepareStatement(
            "select time, narInfo from Answers where cache = ? and hashPart = ?")) {
      select.setString(1, cache);
      select.setString(2, path.hashPart());
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        String text = row.getString(2);
        long age = clock.instant().getEpochSecond() - row.getLong(1);
        Duration limit = text == null ? negative : positive;
        if (age < 0 || age >= limit.toSeconds()) {
          return Optional.empty();
        }
        return Optional.of(text == null ? Optional.empty() : Optional.of(NarInfo.parse(text)));
      }
    } catch (SQLException | MalformedException e) {
      return Optional.empty();
    }
  }

  /** Remembers an answer. */
  synchronized void put(String cache, StorePath path, @Nullable String narInfo) {
    if (connection == null) {
      return;
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert or replace into Answers (cache, hashPart, time, narInfo) values (?, ?, ?, ?)")) {
      insert.setString(1, cache);
      insert.setString(2, path.hashPart());
      insert.setLong(3, clock.instant().getEpochSecond());
      insert.setString(4, narInfo);
      insert.executeUpdate();
    } catch (SQLException e) {
      // Then it is asked again.
      return;
    }
  }

  @Override
  public synchronized void close() {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      // Nothing in it is worth an error.
      return;
    }
  }
}

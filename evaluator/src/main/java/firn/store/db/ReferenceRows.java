package firn.store.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** Writes references many at a time: a statement for each would cost more than the row. */
final class ReferenceRows implements AutoCloseable {
  private static final int ROWS = 64;

  private final Connection connection;
  private final long[] pairs = new long[2 * ROWS];
  private @Nullable PreparedStatement full;
  private int used;

  ReferenceRows(Connection connection) {
    this.connection = connection;
  }

  private static String insert(int rows) {
    return "insert or replace into Refs (referrer, reference) values "
        + String.join(", ", Collections.nCopies(rows, "(?, ?)"));
  }

  void add(long referrer, long reference) throws SQLException {
    pairs[used++] = referrer;
    pairs[used++] = reference;
    if (used == pairs.length) {
      PreparedStatement statement = full;
      if (statement == null) {
        statement = connection.prepareStatement(insert(ROWS));
        full = statement;
      }
      write(statement);
    }
  }

  private void write(PreparedStatement statement) throws SQLException {
    for (int i = 0; i < used; i++) {
      statement.setLong(i + 1, pairs[i]);
    }
    statement.executeUpdate();
    used = 0;
  }

  /** Writes what is left. */
  @Override
  public void close() throws SQLException {
    if (used > 0) {
      try (PreparedStatement rest = connection.prepareStatement(insert(used / 2))) {
        write(rest);
      }
    }
    if (full != null) {
      full.close();
    }
  }
}

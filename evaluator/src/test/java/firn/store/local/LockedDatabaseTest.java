package firn.store.local;

import static org.assertj.core.api.Assertions.assertThat;

import firn.store.StorePath;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LockedDatabaseTest {
  /** Somebody writes for a while: a writer waits for them, a reader does not. */
  @Test
  void isWaitedFor() throws Exception {
    try (TestStore fixture = new TestStore()) {
      StorePath there = fixture.store().addText("there", "x", List.of());
      String file = fixture.store().layout().databaseDir().resolve("db.sqlite").toString();
      try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
          Statement statement = other.createStatement()) {
        statement.execute("begin immediate");
        try (LocalStore reader = LocalStore.open(fixture.root())) {
          assertThat(reader.isValid(there)).isTrue();
        }
        CompletableFuture<StorePath> waiting =
            CompletableFuture.supplyAsync(() -> fixture.store().addText("waits", "y", List.of()));
        Thread.sleep(500);
        assertThat(waiting).isNotDone();
        statement.execute("commit");
        assertThat(fixture.store().isValid(waiting.get())).isTrue();
      }
      assertThat(new Verifier(fixture.store()).verify(true)).isEmpty();
    }
  }
}

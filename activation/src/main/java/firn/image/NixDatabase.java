package firn.image;

import firn.store.PathInfo;
import firn.store.build.BuildContext;
import firn.store.db.Registration;
import firn.store.db.StoreDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Writes Nix's database of the store paths in an image, so that Nix inside knows them. Every path
 * is registered at one and the same time, and who built it is left out: the bytes depend on the
 * paths alone.
 */
final class NixDatabase {
  private NixDatabase() {}

  /**
   * Registers the closure of {@code roots}, and keeps the roots from being collected.
   *
   * @param root the tree that becomes {@code /}
   */
  static void write(Path root, BuildContext context, Set<String> roots) throws IOException {
    Path folder = Files.createDirectories(root.resolve("nix/var/nix/db"));
    List<Registration> registrations = new ArrayList<>();
    for (String path : context.closure(roots)) {
      PathInfo info = context.info(path);
      registrations.add(
          new Registration(
              new PathInfo(
                  info.path(),
                  info.narHash(),
                  info.narSize(),
                  info.references(),
                  null,
                  Instant.ofEpochSecond(1),
                  false,
                  new TreeSet<>(),
                  info.contentAddress()),
              Map.of()));
    }
    try (StoreDatabase database = StoreDatabase.open(folder.resolve("db.sqlite"))) {
      database.createTables();
      database.register(registrations);
    }
    for (String left : List.of("db.sqlite-wal", "db.sqlite-shm")) {
      Files.deleteIfExists(folder.resolve(left));
    }
    Files.writeString(folder.resolve("schema"), StoreDatabase.schemaVersion() + "");
    Path kept = Files.createDirectories(root.resolve("nix/var/nix/gcroots/docker"));
    for (String path : roots) {
      Files.createSymbolicLink(kept.resolve(path.substring("/nix/store/".length())), Path.of(path));
    }
  }
}

package firn.image;

import firn.store.PathInfo;
import firn.store.build.BuildContext;
import firn.store.db.Registration;
import firn.store.db.StoreDatabase;
import firn.store.posix.PathBytes;
import firn.store.posix.Posix;
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
   * @param tree what becomes {@code /}
   * @throws IOException if there is a link where the database goes
   */
  static void write(DiskTree tree, BuildContext context, Set<String> roots) throws IOException {
    Path folder = PathBytes.toPath(tree.madeFolder("nix/var/nix/db"));
    for (String name : List.of("db.sqlite", "db.sqlite-wal", "db.sqlite-shm", "schema")) {
      if (Files.isSymbolicLink(folder.resolve(name))) {
        throw new IOException(
            "the image's contents hold a link /nix/var/nix/db/"
                + name
                + ", where includeNixDB writes; leave one of them out");
      }
    }
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
    String kept = tree.madeFolder("nix/var/nix/gcroots/docker");
    for (String path : roots) {
      String link = kept + path.substring("/nix/store".length());
      if (!Posix.exists(link)) {
        Posix.symlink(path, link);
      }
    }
  }
}

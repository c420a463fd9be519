package firn.store.db;

import firn.store.posix.FileStatus;
import firn.store.posix.PathBytes;
import firn.store.posix.Posix;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.CodeSource;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.OSInfo;

/**
 * SQLite's native library, unpacked once into the user's cache. Its driver would unpack it anew for
 * every process, and leave it lying where the process is killed.
 */
public final class SqliteLibrary {
  private static final String FOLDER = "org.sqlite.lib.path";
  private static final String NAME = "org.sqlite.lib.name";
  private static final String FILE = "libsqlitejdbc.so";
  private static final int OTHERS_WRITE = 022;

  private SqliteLibrary() {}

  /**
   * Tells the driver where the library is; where that cannot be, the driver does as it always does.
   */
  public static void prepare() {
    if (System.getProperty(FOLDER) != null) {
      return;
    }
    try {
      Path folder = folder();
      Path file = folder.resolve(FILE);
      if (!isOwn(file)) {
        unpack(folder, file);
      }
      if (isOwn(folder) && isOwn(file)) {
        System.setProperty(NAME, FILE);
        System.setProperty(FOLDER, folder.toString());
      }
    } catch (IOException e) {
      // No cache that can be written: nothing is lost but time.
      System.clearProperty(FOLDER);
    }
  }

  private static Path folder() {
    String home = System.getenv("XDG_CACHE_HOME");
    Path cache =
        home != null && home.startsWith("/")
            ? Path.of(home)
            : Path.of(System.getProperty("user.home"), ".cache");
    return cache.resolve("firn").resolve(archive() + "-" + OSInfo.getArchName());
  }

  /** The driver's archive by its name. The driver itself would open it to tell its version. */
  private static String archive() {
    CodeSource source = SQLiteJDBCLoader.class.getProtectionDomain().getCodeSource();
    String place = source == null ? "" : source.getLocation().getPath();
    return place.endsWith(".jar")
        ? place.substring(place.lastIndexOf('/') + 1, place.length() - ".jar".length())
        : "sqlite-jdbc-" + SQLiteJDBCLoader.getVersion();
  }

  private static void unpack(Path folder, Path file) throws IOException {
    String resource =
        "/org/sqlite/native/" + OSInfo.getNativeLibFolderPathForCurrentOS() + "/" + FILE;
    try (InputStream in = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new NoSuchFileException(resource);
      }
      Files.createDirectories(folder);
      Path whole = Files.createTempFile(folder, "library", ".tmp");
      try {
        Files.copy(in, whole, StandardCopyOption.REPLACE_EXISTING);
        Posix.chmod(PathBytes.of(whole), 0644);
        Posix.rename(PathBytes.of(whole), PathBytes.of(file));
      } finally {
        Files.deleteIfExists(whole);
      }
    }
  }

  /** Whether it is there and nobody else can have put it there. */
  private static boolean isOwn(Path file) throws IOException {
    try {
      FileStatus status = Posix.status(PathBytes.of(file));
      return status.user() == Posix.user() && (status.permissions() & OTHERS_WRITE) == 0;
    } catch (NoSuchFileException e) {
      return false;
    }
  }
}

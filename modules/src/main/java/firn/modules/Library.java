package firn.modules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The files in the language that come with the program: {@code lib}, {@code pkgs}, modules. */
public final class Library {
  /** Where the files stand in the jar and among compiled classes. */
  private static final String RESOURCE = "nix/";

  private Library() {}

  /**
   * The folder with {@code default.nix} and {@code lib}.
   *
   * <p>It is {@code modules/src/main/nix} below the folder that the system property {@code
   * firn.home} names. Without that, the files are taken out of the jar, once for each content of
   * it, into the user's cache folder.
   *
   * @throws UncheckedIOException if they cannot be written there
   */
  public static Path root() {
    String home = System.getProperty("firn.home");
    if (home != null) {
      Path sources = Path.of(home, "modules", "src", "main", "nix");
      if (Files.isDirectory(sources)) {
        return sources.toAbsolutePath().normalize();
      }
    }
    try {
      Path code =
          Path.of(Library.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return Files.isDirectory(code) ? code.resolve("nix") : extracted(code);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the place of the program's code is not a file", e);
    } catch (IOException e) {
      throw new UncheckedIOException("the library could not be written to the cache", e);
    }
  }

  private static Path extracted(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      List<JarEntry> entries =
          file.stream()
              .filter(e -> e.getName().startsWith(RESOURCE) && !e.isDirectory())
              .sorted(Comparator.comparing(JarEntry::getName))
              .toList();
      Path cache = cacheFolder();
      Path target = cache.resolve("library-" + hash(entries));
      if (!Files.isDirectory(target)) {
        Files.createDirectories(cache);
        write(file, entries, cache, target);
      }
      return target;
    }
  }

  private static Path cacheFolder() {
    String configured = System.getenv("XDG_CACHE_HOME");
    Path base =
        configured != null && !configured.isEmpty()
            ? Path.of(configured)
            : Path.of(System.getProperty("user.home"), ".cache");
    return base.resolve("firn");
  }

  /** Names, sizes and checksums of the entries, none of which has to be unpacked for it. */
  private static String hash(List<JarEntry> entries) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (JarEntry entry : entries) {
        String line = entry.getName() + " " + entry.getSize() + " " + entry.getCrc() + "\n";
        digest.update(line.getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes beside the target and renames, so that it never stands there half. */
  private static void write(JarFile file, List<JarEntry> entries, Path cache, Path target)
      throws IOException {
    Path partial = Files.createTempDirectory(cache, "library-");
    try {
      for (JarEntry entry : entries) {
        Path to = partial.resolve(entry.getName().substring(RESOURCE.length())).normalize();
        if (!to.startsWith(partial)) {
          throw new IOException("the jar holds a file outside of its folder: " + entry.getName());
        }
        Files.createDirectories(to.getParent());
        Files.copy(file.getInputStream(entry), to);
      }
      Files.move(partial, target);
    } catch (IOException e) {
      delete(partial);
      if (!Files.isDirectory(target)) {
        throw e;
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}

package firn.cli;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** An installed copy of Firn, made from the classes under test. */
final class Installation {
  private Installation() {}

  /** Puts launcher, jar and libraries where an installation has them. */
  static void at(Path home) throws IOException {
    Path libraries = Files.createDirectories(home.resolve("activation/target/libraries"));
    Files.copy(Path.of(System.getProperty("firn.home")).resolve("firn"), home.resolve("firn"));
    home.resolve("firn").toFile().setExecutable(true);
    Path own = Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    int number = 0;
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path path = Path.of(entry);
      if (path.endsWith("test-classes") || !Files.exists(path)) {
        continue;
      }
      if (Files.isDirectory(path)) {
        boolean main = path.toRealPath().equals(own.toRealPath());
        Path target =
            main
                ? home.resolve("activation/target/activation-0.1.0.jar")
                : libraries.resolve("classes-" + number++ + ".jar");
        pack(path, target);
      } else {
        Files.copy(path, libraries.resolve(number++ + "-" + path.getFileName()));
      }
    }
  }

  private static void pack(Path folder, Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream packed = new JarOutputStream(out);
        Stream<Path> files = Files.walk(folder)) {
      packed.setLevel(0);
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        packed.putNextEntry(new JarEntry(folder.relativize(file).toString()));
        Files.copy(file, packed);
        packed.closeEntry();
      }
    }
  }
}

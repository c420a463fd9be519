package firn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, run in a home of its own whose jar holds a program that only prints a word. */
final class LauncherTest {
  private static final Path LAUNCHER = Path.of(System.getProperty("firn.home")).resolve("firn");

  @TempDir Path folder;

  @Test
  void aSwappedJarRunsTheNewCode() throws Exception {
    Path jar = install("one");
    assertThat(launch()).isEqualTo("one");
    assertThat(caches()).hasSize(1);
    assertThat(launch()).isEqualTo("one");

    write(jar, "two");
    assertThat(launch()).isEqualTo("two");
    assertThat(launch()).isEqualTo("two");
    assertThat(caches()).hasSize(2);
  }

  @Test
  void withoutAJdkItSaysWhatToInstall() throws Exception {
    install("one");
    Path noJdk = Files.createDirectories(folder.resolve("nothing"));
    String script =
        Files.readString(folder.resolve("home/firn")).replace("/usr/lib/jvm/*", noJdk + "/*");
    Files.writeString(folder.resolve("home/firn"), script);
    Process process = start("JAVA_HOME=" + noJdk);
    assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
        .contains("JDK 25")
        .contains("install");
    assertThat(process.waitFor()).isEqualTo(ExitCode.BUILD);
  }

  private Path install(String word) throws Exception {
    Path home = folder.resolve("home");
    Files.createDirectories(home.resolve("activation/target/libraries"));
    Files.copy(LAUNCHER, home.resolve("firn"));
    home.resolve("firn").toFile().setExecutable(true);
    write(home.resolve("activation/target/libraries/library.jar"), "library");
    return write(home.resolve("activation/target/activation-0.1.0.jar"), word);
  }

  private Path write(Path jar, String word) throws Exception {
    Path sources = Files.createDirectories(folder.resolve("src-" + word + "/firn/cli"));
    Path source = sources.resolve("Main.java");
    Files.writeString(
        source,
        "package firn.cli; public class Main { public static void main(String[] a) { System.out.print(\""
            + word
            + "\"); } }");
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    assertThat(compiler.run(null, OutputStream.nullOutputStream(), null, source.toString()))
        .isZero();
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry("firn/cli/Main.class"));
      Files.copy(sources.resolve("Main.class"), out);
    }
    return jar;
  }

  private List<Path> caches() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("cache/firn/aot"))) {
      return files.filter(f -> f.toString().endsWith(".aot")).toList();
    }
  }

  private String launch() throws Exception {
    Process process = start("JAVA_HOME=" + System.getProperty("java.home"));
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isZero();
    return out;
  }

  private Process start(String javaHome) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            "env",
            javaHome,
            "XDG_CACHE_HOME=" + folder.resolve("cache"),
            folder.resolve("home/firn").toString());
    builder.environment().remove("FIRN_NO_AOT");
    return builder.start();
  }
}

package firn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Images built through the command and run by podman, looked at by skopeo and unpacked by umoci.
 * Needs root, those programs and the Debian archive of the machine's apt sources.
 */
final class ImagesTest {
  private static final Path HOME = Path.of(System.getProperty("firn.home"));
  private static final Path IMAGES = HOME.resolve("testdata/images");
  private static final JsonMapper JSON = new JsonMapper();

  private static Path folder;
  private static Podman podman;

  @BeforeAll
  static void prepare() throws IOException {
    Needs.rootAndArchive();
    for (String program : List.of("podman", "runc", "skopeo", "umoci")) {
      assumeTrue(
          Files.exists(Path.of("/usr/bin", program)) || Files.exists(Path.of("/usr/sbin", program)),
          "SKIPPED: " + program + " is not installed");
    }
    folder = Files.createTempDirectory(Path.of("/var/tmp"), "firn-images-");
    podman = new Podman(folder);
  }

  @AfterAll
  static void remove() throws IOException, InterruptedException {
    if (folder != null) {
      podman.close();
      new ProcessBuilder("rm", "-rf", folder.toString()).inheritIO().start().waitFor();
    }
  }

  @Test
  void imagesOfStorePaths() throws IOException, InterruptedException {
    assertThat(load("hello")).contains("localhost/hello-single:latest");
    assertThat(podman.container("localhost/hello-single:latest")).isEqualTo("Hello, world!");

    Path base = build("base");
    Path onTop = build("onTop");
    assertThat(layers(onTop)).startsWith(layers(base).toArray(String[]::new));
    assertThat(skopeo("docker-archive:" + base).path("Created").asString())
        .isEqualTo("1970-01-01T00:00:01Z");
    podman.ok("load", "-i", onTop.toString());
    String top = "registry-1.example.org/on-top:latest";
    assertThat(podman.container(top).lines())
        .contains("FROM_PARENT=true", "FROM_CHILD=true", "LAST_LAYER=child")
        .doesNotContain("LAST_LAYER=parent");
    assertThat(podman.container(top, "cat", "/runAsRoot", "/tmp/layer"))
        .isEqualTo("(runAsRoot)\ntop");
    assertThat(podman.container(top, "stat", "-c", "%U %a", "/data", "/nix/store"))
        .isEqualTo("web 755\nroot 555");
    assertThat(podman.run("run", "--rm", "--network=none", top, "cat", "/extraCommands").code())
        .isNotZero();

    Path untagged = build("untagged");
    String tag = untagged.getFileName().toString().substring(0, 32);
    assertThat(podman.ok("load", "-i", untagged.toString())).contains("localhost/untagged:" + tag);
    Set<String> shared = new HashSet<>(layers(untagged));
    shared.retainAll(layers(base));
    assertThat(shared).as("layers that both images have").isNotEmpty();
    assertThat(layers(build("three"))).hasSize(3);

    podman.ok("load", "-i", build("storeless").toString());
    assertThat(output("tar", "-tf", podmanExport("localhost/storeless:latest")))
        .contains("etc/motd")
        .doesNotContain("nix/store");
    assertThat(podman.ok("load", "-i", build("merged").toString()))
        .contains("hello-single:latest", "three:latest");
  }

  @Test
  void everyAttributeHasItsEffect() throws IOException, InterruptedException {
    Path named = build("named");
    assertThat(skopeo("docker-archive:" + named).path("Created").asString())
        .isEqualTo("2001-02-03T04:05:06Z");
    assertThat(layers(named)).startsWith(layers(build("three")).toArray(String[]::new));
    podman.ok("load", "-i", named.toString());
    podman.ok("create", "--name", "named", "localhost/named:latest", "true");
    Path root = Path.of(podman.ok("mount", "named"));
    Path coreutils;
    try (var paths = Files.list(root.resolve("nix/store"))) {
      coreutils =
          paths.filter(path -> path.toString().contains("-coreutils-")).findFirst().orElseThrow();
    }
    assertThat(output("stat", "-c", "%u:%g %Y", coreutils.toString()).strip())
        .isEqualTo("1000:100 1015218367");
    assertThat(output("stat", "-c", "%u:%g", root.resolve("made").toString()).strip())
        .isEqualTo("7:8");
    assertThat(podman.container("localhost/named:latest", "/bin/cat", "/etc/passwd"))
        .contains("nobody:");
    assertThat(root.resolve("nix/var/nix/db/db.sqlite")).isNotEmptyFile();
    assertThat(
            podman.container(
                "localhost/named:latest", "/bin/sh", "-c", "wc -l </etc/ssl/certs/ca-bundle.crt"))
        .matches("[1-9][0-9]{2,}");

    Path dirLinks = build("dirLinks");
    assertThat(dirLinks.toString()).endsWith(".tar.zst");
    podman.ok("load", "-i", dirLinks.toString());
    podman.ok("create", "--name", "dir-links", "localhost/dir-links:latest", "true");
    Path linked = Path.of(podman.ok("mount", "dir-links"));
    assertThat(Files.readSymbolicLink(linked.resolve("lib"))).hasToString("usr/lib");
    assertThat(Files.readString(linked.resolve("usr/lib/file"))).isEqualTo("through the link");
    assertThat(output("stat", "-c", "%u:%g %Y", linked.resolve("usr/lib/file").toString()).strip())
        .isEqualTo("5:6 981173106");
    assertThat(linked.resolve("nix/var/nix/db/db.sqlite")).isNotEmptyFile();
  }

  @Test
  void pythonServesPages() throws IOException, InterruptedException {
    load("python");
    podman.ok("run", "-d", "--network=none", "--name", "python", "localhost/python:latest");
    long deadline = System.nanoTime() + Duration.ofSeconds(90).toNanos();
    while (!page("python", 8093).contains("page from python")) {
      assertThat(System.nanoTime()).as(podman.ok("logs", "python")).isLessThan(deadline);
      Thread.sleep(200);
    }
    assertThat(page("python", 8093)).contains("200 OK", "Server: SimpleHTTP");
    podman.ok("stop", "--time", "0", "python");
  }

  @Test
  void aDerivationIsBuiltInTheImageOfItsShell() throws IOException {
    load("nixShell");
    assertThat(podman.container("localhost/nix-shell:latest")).isEqualTo("built inside by 1000");
  }

  @Test
  void packagesNameAnImage() throws IOException {
    Said said = firn("load", "--engine", String.join(" ", podman.command()), "shell/hello");
    assertThat(said.code()).as(said.err()).isZero();
    String image = "localhost/shell/hello:latest";
    assertThat(said.out()).contains(image);
    assertThat(podman.container(image, "hello")).isEqualTo("Hello, world!");
    assertThat(podman.container(image, "bash", "-c", "ls -d /tmp; hello -g there"))
        .isEqualTo("/tmp\nthere");
  }

  /** As published on nix.dev in "Building and running Docker images". */
  @Test
  void theTutorialsImageIsBuiltByItsCommand() throws IOException {
    Path file = HOME.resolve("testdata/configurations/hello-docker.nix");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Path link = folder.resolve("result-tutorial");
    int code =
        Main.run(
            "nix-build",
            new String[] {
              "--store", folder.resolve("store").toString(), "-o", link.toString(), file.toString()
            },
            new Terminal(
                new PrintStream(out, false, StandardCharsets.ISO_8859_1),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false));
    assertThat(code).as(err.toString(StandardCharsets.UTF_8)).isZero();
    String path = out.toString(StandardCharsets.UTF_8).strip();
    Path archive = folder.resolve("store").resolve(path.substring(1));
    String loaded = podman.ok("load", "-i", archive.toString());
    String reference =
        loaded
            .substring(loaded.indexOf("localhost/hello-docker:"))
            .lines()
            .findFirst()
            .orElseThrow();
    assertThat(podman.container(reference)).isEqualTo("Hello, world!");
  }

  /** As published in "Write container images as NixOS machines". */
  @Test
  void thePublishedImagesBuild() throws IOException {
    Path published = HOME.resolve("testdata/configurations");
    for (String name : List.of("empty", "hello", "nginx", "s6", "users")) {
      load(published.resolve("image-" + name + ".nix"), "stream");
    }
    String hello = podman.ok("images", "--format", "{{.Repository}}:{{.Tag}}");
    assertThat(hello)
        .contains("localhost/empty:", "localhost/nginx:", "localhost/nixos:", "localhost/s6:");
    String reference =
        hello.lines().filter(line -> line.startsWith("localhost/hello:")).findFirst().orElseThrow();
    assertThat(podman.container(reference)).isEqualTo("Hello, world!");
  }

  private static String podmanExport(String image) throws IOException {
    podman.ok("create", "--name", "storeless", image, "true");
    podman.ok("export", "-o", folder.resolve("storeless.tar").toString(), "storeless");
    return folder.resolve("storeless.tar").toString();
  }

  @Test
  void whatScriptsDidIsKept() throws IOException, InterruptedException {
    podman.ok("load", "-i", build("owned").toString());
    String image = "localhost/owned:latest";
    assertThat(
            podman.container(
                image, "/bin/stat", "-c", "%n %u:%g %a %h", "/home/jane/file", "/home/jane/twin"))
        .isEqualTo("/home/jane/file 1000:100 4751 2\n/home/jane/twin 1000:100 4751 2");
    podman.ok("create", "--name", "owned", image, "true");
    Path mounted = Path.of(podman.ok("mount", "owned"));
    assertThat(output("getcap", mounted.resolve("capable").toString())).contains("cap_net_raw=ep");

    Path layout = build("layout");
    assertThat(skopeo("oci:" + layout + ":latest").path("Layers")).hasSizeGreaterThan(2);
    Path bundle = folder.resolve("bundle");
    output("umoci", "unpack", "--image", build("gzipLayout") + ":latest", bundle.toString());
    assertThat(Files.getAttribute(bundle.resolve("rootfs/home"), "unix:uid")).isEqualTo(1000);
    assertThat(Files.isSymbolicLink(bundle.resolve("rootfs/bin/hello"))).isTrue();

    assertThat(output("tar", "-tvf", build("exported").toString()))
        .contains("data/", "runAsRoot")
        .doesNotContain(".wh.")
        .doesNotContain(" extraCommands");
  }

  @Test
  void aStreamIsTheArchiveWithoutACopy() throws IOException, InterruptedException {
    Path script = build("stream");
    assertThat(Files.size(script)).isLessThan(100_000);
    Path streamed = folder.resolve("streamed.tar");
    Process stream =
        new ProcessBuilder(script.toString())
            .redirectOutput(streamed.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .directory(folder.toFile())
            .start();
    assertThat(stream.waitFor()).isNotZero();
    ProcessBuilder again = new ProcessBuilder(script.toString()).redirectOutput(streamed.toFile());
    again.environment().put("FIRN", HOME.resolve("firn").toString());
    assertThat(again.start().waitFor()).isZero();
    Path archive = build("base");
    Path plain = folder.resolve("plain.tar");
    Process gunzip =
        new ProcessBuilder("gzip", "-dc", archive.toString())
            .redirectOutput(plain.toFile())
            .start();
    assertThat(gunzip.waitFor()).isZero();
    assertThat(streamed).hasSameBinaryContentAs(plain);
  }

  @Test
  void whatCannotBeBuiltIsToldAndLeavesNothing() throws IOException {
    assertThat(failure("otherMachine"))
        .contains("the base image is for amd64 and this image for arm64");
    assertThat(failure("noRoom")).contains("maxLayers = 2 leaves no room");
    assertThat(failure("failing")).contains("about to fail").contains("exit code 7");
  }

  @Test
  void servicesRunInOrderAndStop() throws IOException, InterruptedException {
    load(IMAGES.resolve("services.nix"), "stream");
    podman.ok("run", "-d", "--network=none", "--name", "services", "localhost/services:1");
    String log = until("services", "last", "flaky: 3", "logger:line", "worker: worker");
    assertThat(log.lines().filter(line -> line.matches("(first|second|last):?.*")))
        .containsExactly("first: hello", "second: written", "last");
    assertThat(log).contains("worker: worker /home/worker here", "flaky: failed with exit code 3");
    assertThat(podman.ok("exec", "services", "stat", "-c", "%u:%a", "/etc/app/settings"))
        .isEqualTo("1234:640");
    assertThat(podman.ok("exec", "services", "cat", "/made")).isEqualTo("made");
    assertThat(states("services")).as("zombies").doesNotContain("Z");
    podman.ok("stop", "--time", "20", "services");
    assertThat(podman.ok("logs", "services")).endsWith("init: stopped");
    assertThat(exitCode("services")).isEqualTo("0");

    load(IMAGES.resolve("failing-service.nix"), "stream");
    assertThat(podman.run("run", "--network=none", "localhost/failing-service:1"))
        .satisfies(said -> {
          assertThat(said.code()).isEqualTo(9);
          assertThat(said.text()).contains("fails: failed with exit code 9", "init: stopped");
        });
    podman.ok(
        "run",
        "-d",
        "--network=none",
        "--env",
        "S6_DONT_TERMINATE_ON_ERROR=1",
        "--name",
        "kept",
        "localhost/failing-service:1");
    until("kept", "fails: failed with exit code 9");
    assertThat(podman.ok("inspect", "kept", "--format", "{{.State.Running}}")).isEqualTo("true");
    assertThat(podman.ok("exec", "kept", "cat", "/beneath")).isEqualTo("from the base image");
  }

  @Test
  void systemModulesRunUnderS6() throws IOException, InterruptedException {
    load(IMAGES.resolve("web-and-database.nix"), "stream");
    podman.ok("run", "-d", "--network=none", "--name", "machine", "localhost/web-and-database:1");
    String log = until("machine", "report: hello there, prepared in /var, path");
    assertThat(log.indexOf("database system is ready to accept connections"))
        .isBetween(0, log.indexOf("report: hello there"));
    assertThat(page()).contains("page from the image");
    assertThat(
            podman.ok(
                "exec",
                "--user",
                "postgres",
                "machine",
                "psql",
                "-h",
                "/run/postgresql",
                "-Atc",
                "select datname from pg_database"))
        .contains("app");

    String before = podman.ok("exec", "machine", "cat", "/run/nginx/nginx.pid");
    podman.ok("exec", "machine", "/bin/bash", "-c", "kill -9 " + before);
    untilOtherThan(before);
    untilPage();
    assertThat(states("machine")).as("zombies").doesNotContain("Z");

    podman.ok("stop", "--time", "30", "machine");
    String ended = podman.ok("logs", "machine");
    assertThat(ended).contains("database system is shut down").endsWith("init: stopped");
    assertThat(exitCode("machine")).isEqualTo("0");
    podman.ok("start", "machine");
    untilPage();
    podman.ok("stop", "--time", "30", "machine");
  }

  @Test
  void aContainerOfAConfigurationBootsFromAnImage() throws IOException, InterruptedException {
    Path configuration = folder.resolve("machine.nix");
    Files.copy(IMAGES.resolve("machine.nix"), configuration);
    String first = rebuildImage(configuration);
    podman.ok("load", "-i", first);
    podman.ok("run", "-d", "--network=none", "--name", "booted", "localhost/web:latest");
    String state = "";
    for (int i = 0; i < 300 && !state.matches("running|degraded"); i++) {
      Thread.sleep(200);
      state = podman.run("exec", "booted", "systemctl", "is-system-running").text();
    }
    assertThat(state)
        .as(podman.run("exec", "booted", "systemctl", "--failed").text())
        .isEqualTo("running");
    assertThat(page("booted", 8092)).contains("page of the machine");
    assertThat(podman.ok("exec", "booted", "id", "-u", "alice")).isEqualTo("1200");
    assertThat(podman.ok("exec", "booted", "stat", "-c", "%U %a", "/etc/owned"))
        .isEqualTo("alice 600");
    podman.ok("stop", "--time", "30", "booted");
    assertThat(exitCode("booted")).isEqualTo("0");
  }

  private static String rebuildImage(Path configuration) {
    Said said =
        command(
            "rebuild", "build-image", "--config", configuration.toString(), "--container", "web");
    assertThat(said.code()).as(said.err()).isZero();
    return said.out().strip();
  }

  /** Waits until nginx has been started again. */
  private static void untilOtherThan(String process) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(90).toNanos();
    while (true) {
      Podman.Said said = podman.run("exec", "machine", "cat", "/run/nginx/nginx.pid");
      if (said.code() == 0 && !said.text().isEmpty() && !said.text().equals(process)) {
        return;
      }
      assertThat(System.nanoTime()).as("nginx is started again").isLessThan(deadline);
      Thread.sleep(300);
    }
  }

  private static void untilPage() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(90).toNanos();
    while (!page().contains("page from the image")) {
      assertThat(System.nanoTime()).as("the page comes back").isLessThan(deadline);
      Thread.sleep(300);
    }
  }

  private static String page() throws IOException {
    return page("machine", 8091);
  }

  private static String page(String container, int port) throws IOException {
    String request =
        "exec 3<>/dev/tcp/127.0.0.1/%d && printf 'GET / HTTP/1.0\\r\\n\\r\\n' >&3 && cat <&3";
    return podman.run("exec", container, "/bin/bash", "-c", request.formatted(port)).text();
  }

  private static String states(String container) throws IOException {
    return podman.ok(
        "exec",
        container,
        "/bin/bash",
        "-c",
        "for f in /proc/[0-9]*/stat; do read -r line <$f && line=${line##*) } && echo ${line%% *}; done 2>/dev/null; true");
  }

  private static String exitCode(String container) throws IOException {
    return podman.ok("inspect", container, "--format", "{{.State.ExitCode}}");
  }

  /** The log once it holds all of {@code words}. */
  private static String until(String container, String... words)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(180).toNanos();
    while (true) {
      String log = podman.ok("logs", container);
      if (Arrays.stream(words).allMatch(log::contains)) {
        return log;
      }
      assertThat(System.nanoTime()).as(log).isLessThan(deadline);
      Thread.sleep(200);
    }
  }

  private static Path build(String attribute) {
    Said said = firn("build", "-f", IMAGES.resolve("assertions.nix").toString(), "-A", attribute);
    assertThat(said.code()).as(said.err()).isZero();
    return Path.of(said.out().strip());
  }

  private static String failure(String attribute) throws IOException {
    Path store = folder.resolve("store/nix/store");
    Said said = firn("build", "-f", IMAGES.resolve("assertions.nix").toString(), "-A", attribute);
    assertThat(said.code()).isEqualTo(ExitCode.BUILD);
    try (var files = Files.list(store)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .noneMatch(name -> name.startsWith("firn-") || name.endsWith(".tmp"));
    }
    return said.err();
  }

  private static String load(String attribute) {
    return load(IMAGES.resolve("assertions.nix"), attribute);
  }

  private static String load(Path file, String attribute) {
    String engine = String.join(" ", podman.command());
    Said said = firn("load", "--engine", engine, "-f", file.toString(), "-A", attribute);
    assertThat(said.code()).as(said.err()).isZero();
    return said.out();
  }

  private record Said(int code, String out, String err) {}

  private static Said firn(String action, String... arguments) {
    return command("image", action, arguments);
  }

  private static Said command(String command, String action, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    List<String> all = new ArrayList<>(List.of(command, action));
    all.addAll(List.of("--store", folder.resolve("store").toString()));
    all.addAll(List.of(arguments));
    int code =
        Main.run(
            "firn",
            all.toArray(String[]::new),
            new Terminal(
                new PrintStream(out, false, StandardCharsets.ISO_8859_1),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false));
    return new Said(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static List<String> layers(Path archive) throws IOException, InterruptedException {
    List<String> digests = new ArrayList<>();
    JsonNode config =
        JSON.readTree(output("skopeo", "inspect", "--config", "docker-archive:" + archive));
    config.path("rootfs").path("diff_ids").forEach(id -> digests.add(id.asString()));
    return digests;
  }

  private static JsonNode skopeo(String image) throws IOException, InterruptedException {
    return JSON.readTree(output("skopeo", "inspect", image));
  }

  private static String output(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
    return said;
  }
}

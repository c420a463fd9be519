package firn.cli;

import firn.apply.Switch;
import firn.machine.HostMachine;
import firn.modules.Library;
import firn.plan.PlanJson;
import firn.plan.PlanText;
import firn.store.Hash;
import firn.store.HashAlgorithm;
import firn.store.local.FileTrees;
import firn.store.local.LocalStore;
import firn.store.posix.PathBytes;
import firn.store.transfer.ValidityDump;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * What the AOT cache is trained with: the paths that every command takes, run once in the process
 * that writes the cache.
 */
final class Training {
  /** Modules with an option of each common kind, defined twice and merged. */
  private static final String MODULES =
      """
      with import <nixpkgs/lib>;
      let
        declare = {
          options.services = mkOption {
            default = { };
            type = types.attrsOf (types.submodule ({ name, ... }: {
              options.enable = mkEnableOption name;
              options.port = mkOption { type = types.nullOr types.port; default = null; };
              options.lines = mkOption { type = types.lines; default = ""; };
            }));
          };
        };
        define = port: { config, ... }: {
          services = genAttrs [ "a" "b" "c" ] (name: {
            enable = mkDefault (name != "b");
            port = mkIf (name == "a") (mkOverride port port);
            lines = concatMapStringsSep "\n" (n: "${name}-${toString n}") (range 1 9);
          });
        };
      in
      (evalModules { modules = [ declare (define 80) (define 90) ]; }).config.services
      """;

  /** The same with an option that does not exist. */
  private static final String MISTAKE =
      MODULES.replace("(define 90)", "(define 90) { service.a.enable = true; }");

  private static final String MANIFEST =
      """
      {
        "version": 1,
        "name": "training",
        "path": "/nix/store/system",
        "etc": { "a": { "source": "/nix/store/system/unit" } },
        "units": { "a.service": { "source": "/nix/store/system/unit", "wantedBy": ["multi-user.target"] } },
        "users": { "mutable": true, "users": {}, "groups": {} },
        "containers": {},
        "ociContainers": {},
        "health": [ { "name": "a", "type": "unit", "unit": "a.service" } ]
      }
      """;

  /** The packages of what a switch does. */
  private static final List<String> OF_MACHINES =
      List.of(
          "firn.apply.",
          "firn.cli.rebuild.",
          "firn.container.",
          "firn.dbus.",
          "firn.health.",
          "firn.machine.",
          "firn.plan.",
          "firn.systemd.");

  /** One command: the name it is started under, and its arguments. */
  private record Run(String name, String... arguments) {}

  private static final List<Run> RUNS =
      List.of(
          new Run("firn", "eval", "-E", "1"),
          new Run("firn", "eval", "--strict", "--json", "-E", MODULES),
          new Run("nix-instantiate", "--eval", "-E", "1"),
          new Run("nix-instantiate", "--eval", "--strict", "-E", MODULES),
          new Run(
              "nix-instantiate",
              "--eval",
              "--json",
              "--read-write-mode",
              "-E",
              "{ x ? 1 }: { config = " + MODULES + "; }",
              "-A",
              "config.a"),
          // What fails is to be said at once, too.
          new Run("nix-instantiate", "--eval", "--json", "--show-trace", "-E", MISTAKE));

  private static final String BUILD =
      """
      derivation {
        name = "trained";
        system = "builtin";
        builder = "builtin:tree";
        __structuredAttrs = true;
        entries.a.text = "a";
      }
      """;

  private Training() {}

  /**
   * Trains.
   *
   * @param kind {@code language} for the cache of commands that only evaluate, which is loaded
   *     faster for being small; anything else for all commands
   */
  static void run(String kind, Terminal terminal) {
    Readiness.begin("firn", new String[] {"eval"});
    for (Run run : RUNS) {
      run(run.name, List.of(run.arguments));
    }
    try {
      Path folder = Files.createTempDirectory("firn-training");
      try {
        language(folder);
        if (!kind.equals("language")) {
          Readiness.begin("firn", new String[] {"rebuild"});
          Readiness.awaitStore();
          loadClasses();
          run("firn", List.of("--help"));
          store(folder);
          plan(folder);
          SystemTraining.run(folder);
        }
      } finally {
        FileTrees.delete(PathBytes.of(folder));
      }
    } catch (IOException e) {
      terminal.warn("stores, plans and systems were not all trained with: " + e.getMessage());
    }
    terminal.out().flush();
  }

  /**
   * Loads what only a machine that runs would need. Each class that the cache lacks is taken from
   * its archive later, one by one, while somebody waits for a switch.
   */
  private static void loadClasses() throws IOException {
    try (JarFile jar =
        new JarFile(Training.class.getProtectionDomain().getCodeSource().getLocation().getPath())) {
      List<String> names =
          jar.stream()
              .map(JarEntry::getName)
              .filter(name -> name.endsWith(".class"))
              .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.'))
              .filter(name -> OF_MACHINES.stream().anyMatch(name::startsWith))
              .toList();
      for (String name : names) {
        Class.forName(name, false, Training.class.getClassLoader());
      }
    } catch (ClassNotFoundException e) {
      throw new IOException(e);
    }
  }

  /**
   * The language at length: what the cache then knows of how often methods run, and with what, lets
   * the JVM compile them at once and rightly.
   */
  private static void language(Path folder) throws IOException {
    Path program = folder.resolve("training.nix");
    try (InputStream in = Training.class.getResourceAsStream("training.nix")) {
      Files.write(program, Objects.requireNonNull(in, "training.nix is missing").readAllBytes());
    }
    List<String> parse = new ArrayList<>(List.of("--parse"));
    try (Stream<Path> files = Files.walk(Library.root())) {
      files.map(Path::toString).filter(f -> f.endsWith(".nix")).forEach(parse::add);
    }
    run("nix-instantiate", parse);
    for (int rounds = 20; rounds <= 80; rounds += 20) {
      String file = program.toString();
      String library = "nixpkgs=" + Library.root();
      run(
          "nix-instantiate",
          List.of("--eval", "-I", library, file, "--arg", "rounds", "" + rounds));
    }
  }

  /** Files by the thousand, so that what is done for each is known to be worth compiling. */
  private static void store(Path folder) throws IOException {
    Path tree = folder.resolve("tree");
    for (int i = 0; i < 20; i++) {
      Path below = Files.createDirectories(tree.resolve("folder" + i));
      for (int j = 0; j < 150; j++) {
        Files.write(below.resolve("file" + j), new byte[10 * j + i]);
      }
    }
    String store = folder.resolve("store").toString();
    String link = folder.resolve("result").toString();
    run("firn", List.of("store", "add", "--store", store, tree.toString()));
    run("nix-build", List.of("--store", store, "-E", BUILD, "-o", link));
    run("nix-store", List.of("--store", store, "--query", "--tree", link));
    run("nix-store", List.of("--store", store, "--dump-db"));
    run("nix-store", List.of("--store", store, "--verify", "--check-contents"));
    run("nix", List.of("copy", "--store", store, "--to", "file://" + folder + "/cache", link));
    String other = folder.resolve("other").toString();
    run(
        "nix",
        List.of(
            "copy",
            "--no-check-sigs",
            "--store",
            other,
            "--from",
            "file://" + folder + "/cache",
            link));
    registrations(folder.resolve("registered"));
    run("firn", List.of("store", "gc", "--store", store));
  }

  /** What {@code nix-store --load-db} does with its input. */
  private static void registrations(Path root) throws IOException {
    StringBuilder lines = new StringBuilder();
    String previous = "";
    for (int i = 0; i < 2000; i++) {
      Hash hash = HashAlgorithm.SHA256.hash("registered-" + i);
      String path = "/nix/store/" + hash.nix32().substring(0, 32) + "-registered-" + i;
      lines.append(path).append('\n').append(hash.base16()).append("\n120\n\n");
      lines.append(previous.isEmpty() ? "0\n" : "1\n" + previous + "\n");
      previous = path;
    }
    try (LocalStore store = LocalStore.open(root)) {
      store.register(ValidityDump.read(new BufferedReader(new StringReader(lines.toString()))));
    }
  }

  /** Runs a command whose output nobody sees. */
  static int run(String name, List<String> command) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.ISO_8859_1);
    return Main.run(
        name, command.toArray(String[]::new), new Terminal(nowhere, nowhere, false, false));
  }

  /** The plan of a small system for an empty root folder. */
  private static void plan(Path folder) throws IOException {
    Path system = Files.createDirectories(folder.resolve("system"));
    Files.writeString(system.resolve("manifest.json"), MANIFEST);
    Files.writeString(system.resolve("unit"), "[Service]\nExecStart=/bin/true\n");
    try (HostMachine machine = HostMachine.at(Files.createDirectories(folder.resolve("root")));
        Switch planned =
            Switch.plan(
                machine,
                "/nix/store/system",
                path -> folder.resolve(path.substring("/nix/store/".length())))) {
      PlanText.render(planned.plan(), true);
      Json.pretty(PlanJson.of(planned.plan()));
    }
  }
}

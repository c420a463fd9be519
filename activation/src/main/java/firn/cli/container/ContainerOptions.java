package firn.cli.container;

import firn.cli.CommandException;
import firn.cli.ExitCode;
import firn.cli.SessionOptions;
import firn.container.Container;
import firn.container.ContainerException;
import firn.machine.Entry;
import firn.machine.Machine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What says what the system of an undeclared container is. */
final class ContainerOptions {
  /** Where a container keeps the configuration it was made from, as nixos-container does. */
  static final String CONFIGURATION = "/etc/nixos/configuration.nix";

  @Mixin SessionOptions session;

  @Option(
      names = "--config",
      paramLabel = "TEXT",
      description = "Settings, as they stand between the braces of a module.")
  @Nullable String config;

  @Option(names = "--config-file", paramLabel = "FILE", description = "A module.")
  @Nullable Path configFile;

  @Option(
      names = "--flake",
      paramLabel = "REF[#NAME]",
      description = "A flake and the name of its nixosConfigurations, container by default.")
  @Nullable String flake;

  @Option(
      names = "--system-path",
      paramLabel = "PATH",
      description = "A system in the store, built before.")
  @Nullable Path systemPath;

  @Option(
      names = "--nixos-path",
      paramLabel = "PATH",
      description = "Take the modules from here: the nixos folder of a library laid out as Firn's.")
  @Nullable Path nixosPath;

  /** Complains where a container is described in two ways. */
  void requireOneSource() {
    List<String> given = new ArrayList<>();
    Map<String, @Nullable Object> sources = new LinkedHashMap<>();
    sources.put("--config", config);
    sources.put("--config-file", configFile);
    sources.put("--flake", flake);
    sources.put("--system-path", systemPath);
    sources.forEach((name, value) -> {
      if (value != null) {
        given.add(name);
      }
    });
    if (given.size() > 1) {
      throw new CommandException(
          ExitCode.USAGE,
          String.join(" and ", given) + " each say what the container is",
          "give one of them; a file can hold all settings: --config-file FILE");
    }
  }

  @Nullable String flake() {
    return flake;
  }

  @Nullable Path systemPath() {
    return systemPath;
  }

  /** Whether the configuration is given anew. */
  boolean givesConfiguration() {
    return config != null || configFile != null;
  }

  /** A module for a container of that name. */
  String configuration(String name) {
    String own = "";
    if (config != null) {
      own = config.strip();
      if (!own.isEmpty() && !own.endsWith(";")) {
        own += ";";
      }
    } else if (configFile != null) {
      Path file = configFile.toAbsolutePath().normalize();
      if (!Files.exists(file)) {
        throw new CommandException(
            ExitCode.EXPRESSION, "the configuration '" + configFile + "' does not exist", null);
      }
      // A path in the language may hold any character only in a string.
      own = "imports = [ (/. + " + quoted(file.toString()) + ") ];";
    }
    return """
    # Made by firn container create; 'firn container update %1$s' builds it again.
    { config, lib, pkgs, ... }:

    {
      boot.isContainer = true;
      networking.hostName = lib.mkDefault "%1$s";
      system.stateVersion = lib.mkDefault config.system.nixos.release;
      %2$s
    }
    """
        .formatted(name.replaceAll("[._]", "-"), own);
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("${", "\\${") + '"';
  }

  /** The folder with {@code nixos/}, for modules that are not Firn's. */
  @Nullable Path nixpkgs() {
    Path given = nixosPath;
    if (given == null) {
      return null;
    }
    Path folder = given.toAbsolutePath().normalize();
    Path parent =
        folder.getFileName() != null && folder.endsWith("nixos") ? folder.getParent() : folder;
    if (parent == null || !Files.exists(parent.resolve("nixos/lib/eval-config.nix"))) {
      throw new CommandException(
          ExitCode.EXPRESSION,
          "'" + given + "' has no lib/eval-config.nix",
          "name the nixos folder of a library");
    }
    return parent;
  }

  /** Whether the root of the machine comes from a closure, and so has systemd-nspawn in /usr. */
  static boolean isClosure(Machine machine) throws IOException {
    return machine.files().read("/etc/os-release") instanceof Entry.Regular release
        && new String(release.content(), StandardCharsets.UTF_8).contains("ID=firn\n");
  }

  static void requireUndeclared(Container container, String verb) {
    if (container.declared()) {
      throw new ContainerException(
          "the container %s is declared in this machine's configuration, so it cannot be %s by itself"
              .formatted(container.name(), verb),
          verb.equals("destroyed")
              ? "remove containers.%s from the configuration and run 'firn rebuild switch'; its files stay in %s"
                  .formatted(container.name(), container.stateDir())
              : "change containers.%s in the configuration and run 'firn rebuild switch'"
                  .formatted(container.name()));
    }
  }

  /** A setting of the file, unless the value is null. */
  static void put(Map<String, String> conf, String key, @Nullable String value) {
    if (value != null) {
      conf.put(key, value);
    }
  }
}

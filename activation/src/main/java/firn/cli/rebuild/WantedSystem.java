package firn.cli.rebuild;

import firn.cli.CommandException;
import firn.cli.DerivationSearch;
import firn.cli.ExitCode;
import firn.cli.FlakeOptions;
import firn.cli.Installable;
import firn.cli.Session;
import firn.cli.SystemConfiguration;
import firn.eval.AutoCall;
import firn.eval.Evaluator;
import firn.eval.value.AttrsBuilder;
import firn.eval.value.Bytes;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixPath;
import firn.eval.value.Value;
import firn.store.DerivedPath;
import firn.store.StorePath;
import firn.store.posix.PathBytes;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The system that a command line names, by the three ways that nixos-rebuild has: a configuration,
 * a flake, or an attribute of a file; or one that is built already.
 */
final class WantedSystem {
  private WantedSystem() {}

  /** Builds it and answers where it lies in the store. */
  static StorePath build(Session session, RebuildOptions options) {
    if (options.system != null) {
      return present(session, options.system);
    }
    RemoteHost builder = options.builder();
    if (builder != null) {
      return builtBy(builder, session, derivation(session, options));
    }
    if (options.flake == null && options.file == null) {
      return new SystemConfiguration(session, options.configuration(), List.of()).build();
    }
    return realise(session, derivation(session, options));
  }

  /** Its derivation. */
  static StorePath derivation(Session session, RebuildOptions options) {
    if (options.flake == null && options.file == null) {
      return new SystemConfiguration(session, options.configuration(), List.of()).derivation();
    }
    return derivation(
        session, options, List.of(), List.of("config", "system", "build", "toplevel"));
  }

  /**
   * Builds something else of the system.
   *
   * @param modules expressions of modules beside a configuration; flakes and files have their own
   * @param path names from {@code { config, … }} to a derivation
   */
  static StorePath build(
      Session session, RebuildOptions options, List<String> modules, List<String> path) {
    return realise(session, derivation(session, options, modules, path));
  }

  private static StorePath builtBy(RemoteHost builder, Session session, StorePath derivation) {
    StorePath system = session.store().readDerivation(derivation).outputPath("out");
    if (session.store().isValid(system)) {
      return system;
    }
    try {
      int copied = builder.build(session.store(), derivation);
      session
          .terminal()
          .say(copied + (copied == 1 ? " path" : " paths") + " copied from " + builder.name());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new InterruptedIOException("interrupted"));
    }
    return present(session, system.toString());
  }

  private static StorePath present(Session session, String path) {
    StorePath system = StorePath.parse(path);
    if (!session.store().isValid(system)) {
      throw new CommandException(
          ExitCode.EXPRESSION, "there is no system '" + path + "' in the store", null);
    }
    return system;
  }

  private static StorePath realise(Session session, StorePath derivation) {
    session.realise(List.of(DerivedPath.of(derivation, List.of("out"))));
    return session.store().readDerivation(derivation).outputPath("out");
  }

  private static StorePath derivation(
      Session session, RebuildOptions options, List<String> modules, List<String> path) {
    if (options.flake != null) {
      session.forFlakes();
    }
    return session
        .evaluator()
        .run(() -> {
          NixAttrs at = evaluated(session, options, modules);
          for (String name : path) {
            at = at.require(name).asAttrs();
          }
          return DerivationSearch.read(at).derivation();
        });
  }

  private static NixAttrs evaluated(Session session, RebuildOptions options, List<String> modules) {
    if (options.flake != null) {
      return ofFlake(session, options, options.flake);
    }
    if (options.file != null) {
      return ofFile(session, options.file, options.attribute);
    }
    return new SystemConfiguration(session, options.configuration(), modules).evaluate();
  }

  private static NixAttrs ofFlake(Session session, RebuildOptions options, String flake) {
    Installable installable = Installable.parse(flake);
    Installable.Places places =
        new Installable.Places(
            List.of("nixosConfigurations.\"" + hostName() + "\""), List.of("nixosConfigurations."));
    return installable.find(session, new FlakeOptions(), options.session, places).value().asAttrs();
  }

  private static NixAttrs ofFile(Session session, Path file, String attribute) {
    Evaluator evaluator = session.evaluator();
    Value value =
        evaluator
            .evalExpression("{ file }: import file")
            .call(
                new AttrsBuilder(1)
                    .put("file", NixPath.of(PathBytes.of(file.toAbsolutePath().normalize())))
                    .build());
    for (String step :
        attribute.isEmpty() ? List.<String>of() : AutoCall.split(Bytes.ofUnicode(attribute))) {
      value = value.asAttrs().require(step);
    }
    return value.asAttrs();
  }

  private static String hostName() {
    try {
      Path file = Path.of("/proc/sys/kernel/hostname");
      return Files.isReadable(file)
          ? Files.readString(file).strip()
          : InetAddress.getLocalHost().getHostName();
    } catch (IOException e) {
      return "localhost";
    }
  }
}

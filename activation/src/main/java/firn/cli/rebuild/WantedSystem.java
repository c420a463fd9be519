package firn.cli.rebuild;

import firn.cli.DerivationSearch;
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
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The system that a command line names, by the three ways that nixos-rebuild has: a configuration,
 * a flake, or an attribute of a file.
 */
final class WantedSystem {
  private WantedSystem() {}

  /** Builds it and answers where it lies in the store. */
  static StorePath build(Session session, RebuildOptions options) {
    if (options.flake == null && options.file == null) {
      return new SystemConfiguration(session, options.configuration(), List.of()).build();
    }
    StorePath derivation = derivation(session, options);
    session.realise(List.of(DerivedPath.of(derivation, List.of("out"))));
    return session.store().readDerivation(derivation).outputPath("out");
  }

  /** Its derivation. */
  static StorePath derivation(Session session, RebuildOptions options) {
    if (options.flake != null) {
      return ofFlake(session, options, options.flake);
    }
    if (options.file != null) {
      return ofFile(session, options.file, options.attribute);
    }
    return new SystemConfiguration(session, options.configuration(), List.of()).derivation();
  }

  private static StorePath ofFlake(Session session, RebuildOptions options, String flake) {
    session.forFlakes();
    Installable installable = Installable.parse(flake);
    Installable.Places places =
        new Installable.Places(
            List.of("nixosConfigurations.\"" + hostName() + "\""), List.of("nixosConfigurations."));
    Evaluator evaluator = session.evaluator();
    return evaluator.run(() ->
        toplevel(installable.find(session, new FlakeOptions(), options.session, places).value()));
  }

  private static StorePath ofFile(Session session, Path file, String attribute) {
    Evaluator evaluator = session.evaluator();
    return evaluator.run(() -> {
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
      return toplevel(value);
    });
  }

  /** From a whole NixOS system to what is built of it. */
  private static StorePath toplevel(Value system) {
    NixAttrs attributes = system.asAttrs();
    Value built =
        attributes
            .require("config")
            .asAttrs()
            .require("system")
            .asAttrs()
            .require("build")
            .asAttrs()
            .require("toplevel");
    return DerivationSearch.read(built.asAttrs()).derivation();
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

package firn.cli;

import firn.eval.Evaluator;
import firn.eval.value.AttrsBuilder;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixList;
import firn.eval.value.NixPath;
import firn.eval.value.Value;
import firn.modules.Library;
import firn.store.DerivedPath;
import firn.store.StorePath;
import firn.store.posix.PathBytes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A configuration file and the system it describes. */
public final class SystemConfiguration {
  private final Session session;
  private final Path file;
  private final List<String> modules;

  /**
   * Creates one; nothing is read yet.
   *
   * @param modules further modules, as expressions
   */
  public SystemConfiguration(Session session, Path file, List<String> modules) {
    this.session = session;
    this.file = file.toAbsolutePath().normalize();
    this.modules = List.copyOf(modules);
    if (!Files.exists(this.file)) {
      throw new CommandException(
          ExitCode.EXPRESSION,
          "the configuration '" + file + "' does not exist",
          "name one with --config FILE, or write /etc/nixos/configuration.nix");
    }
  }

  public Path file() {
    return file;
  }

  /** {@code { config, options, pkgs, system }}; to be called on the evaluator's thread. */
  public NixAttrs evaluate() {
    Evaluator evaluator = session.evaluator();
    Value entry =
        evaluator.evalExpression(
            "{ entry, configuration, modules }: import entry { inherit configuration modules; }");
    NixAttrs arguments =
        new AttrsBuilder(3)
            .put("entry", path(Library.root().resolve("nixos")))
            .put("configuration", path(file))
            .put("modules", NixList.of(modules.stream().map(evaluator::evalExpression).toList()))
            .build();
    return entry.call(arguments).asAttrs();
  }

  /** The derivation of the system. */
  public StorePath derivation() {
    Evaluator evaluator = session.evaluator();
    return evaluator.run(
        () -> DerivationSearch.read(evaluate().require("system").asAttrs()).derivation());
  }

  /** Builds the system and answers where it lies in the store. */
  public StorePath build() {
    EvaluationCache cache = EvaluationCache.of(session, file, modules + session.settings());
    StorePath known = session.record() == null ? cache.find() : null;
    if (known != null) {
      return known;
    }
    Map<String, String> lock = session.lockStamp();
    StorePath derivation = derivation();
    session.realise(List.of(DerivedPath.of(derivation, List.of("out"))));
    StorePath system = session.store().readDerivation(derivation).outputPath("out");
    EvaluationRecord seen = session.record();
    if (seen != null) {
      cache.keep(system, seen, lock);
    }
    return system;
  }

  private static NixPath path(Path path) {
    return NixPath.of(PathBytes.of(path));
  }
}

package firn.cli.flake;

import firn.cli.DerivationSearch;
import firn.cli.ExitCode;
import firn.cli.FlakeOptions;
import firn.cli.Problems;
import firn.cli.Session;
import firn.cli.SessionOptions;
import firn.eval.error.EvalException;
import firn.eval.flake.Flakes;
import firn.eval.flake.LockedFlake;
import firn.eval.value.Bytes;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixFunction;
import firn.eval.value.Symbol;
import firn.eval.value.Value;
import firn.store.DerivedPath;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code firn flake check}. */
@Command(
    name = "check",
    description =
        "Evaluate what a flake provides, see that it is what it should be, and build its checks.")
final class FlakeCheck implements Callable<Integer> {
  @ParentCommand FlakeCommand flakeCommand;
  @Mixin SessionOptions session;
  @Mixin FlakeOptions options;

  @Parameters(paramLabel = "FLAKE", arity = "0..1", description = "This folder's by default.")
  String flake = ".";

  @Option(names = "--no-build", description = "Do not build the checks.")
  boolean noBuild;

  @Option(names = "--all-systems", description = "Check what is for other systems too.")
  boolean allSystems;

  private final List<DerivedPath> checks = new ArrayList<>();
  private String system = "";

  @Override
  public Integer call() {
    try (Session opened = new Session(session, flakeCommand.terminal(), true)) {
      opened.forFlakes();
      system = opened.evaluator().settings().currentSystem();
      List<EvalException> problems = opened.evaluator().run(() -> check(opened));
      if (!problems.isEmpty()) {
        problems
            .subList(0, problems.size() - 1)
            .forEach(
                e -> new Problems(flakeCommand.terminal(), session.showTrace, false).report(e));
        throw problems.getLast();
      }
      if (!noBuild && !checks.isEmpty()) {
        opened.realise(checks);
      }
    }
    return ExitCode.DONE;
  }

  private List<EvalException> check(Session opened) {
    Flakes flakes = opened.flakes();
    LockedFlake locked = flakes.lock(FlakeOptions.ref(flake), options.flags(session));
    NixAttrs outputs = flakes.value(locked).asAttrs().require("outputs").asAttrs();
    List<EvalException> problems = new ArrayList<>();
    for (Symbol name : outputs.names()) {
      Value value = outputs.require(name.name());
      switch (name.name()) {
        case "packages", "checks", "devShells" ->
            each(
                value,
                name.name(),
                problems,
                (perSystem, path) -> {
                  if (allSystems || path.endsWith("." + system)) {
                    each(perSystem, path, problems, this::derivation);
                  }
                });
        case "defaultPackage", "devShell", "formatter" ->
            each(
                value,
                name.name(),
                problems,
                (v, path) -> {
                  if (allSystems || path.endsWith("." + system)) {
                    derivation(v, path);
                  }
                });
        case "apps" ->
            each(
                value,
                "apps",
                problems,
                (perSystem, path) -> each(perSystem, path, problems, FlakeCheck::app));
        case "overlays" -> each(value, "overlays", problems, FlakeCheck::overlay);
        case "overlay" -> one(value, "overlay", problems, FlakeCheck::overlay);
        case "nixosModules" -> each(value, "nixosModules", problems, (v, path) -> v.force());
        case "nixosConfigurations" ->
            each(value, "nixosConfigurations", problems, (v, path) -> derivation(top(v), path));
        case "templates" ->
            each(
                value,
                "templates",
                problems,
                (v, path) -> {
                  v.asAttrs().require("path").force();
                  v.asAttrs().require("description").asString();
                });
        case "legacyPackages", "lib", "hydraJobs", "schemas", "bundlers" -> value.force();
        default ->
            flakeCommand
                .terminal()
                .warn("unknown flake output '" + Bytes.toUnicode(name.name()) + "'");
      }
    }
    return problems;
  }

  private static Value top(Value configuration) {
    return configuration
        .asAttrs()
        .require("config")
        .asAttrs()
        .require("system")
        .asAttrs()
        .require("build")
        .asAttrs()
        .require("toplevel");
  }

  /** A look at one output. */
  @FunctionalInterface
  private interface Look {
    void at(Value value, String path);
  }

  private static void each(Value set, String path, List<EvalException> problems, Look look) {
    one(
        set,
        path,
        problems,
        (v, p) -> {
          NixAttrs members = v.asAttrs();
          for (Symbol name : members.names()) {
            one(members.require(name.name()), path + "." + name, problems, look);
          }
        });
  }

  private static void one(Value value, String path, List<EvalException> problems, Look look) {
    try {
      look.at(value, path);
    } catch (EvalException e) {
      problems.add(e.frame("while checking flake output '" + path + "'", null));
    }
  }

  private void derivation(Value value, String path) {
    NixAttrs set = value.asAttrs();
    if (!DerivationSearch.isDerivation(set)) {
      throw new EvalException("flake output '" + path + "' is not a derivation");
    }
    DerivationSearch.Found found = DerivationSearch.read(set);
    if (path.startsWith("checks." + system + ".")) {
      checks.add(DerivedPath.of(found.derivation(), List.of(found.output())));
    }
  }

  private static void app(Value value, String path) {
    NixAttrs set = value.asAttrs();
    if (!set.require("type").asBytes().equals("app")) {
      throw new EvalException("flake output '" + path + "' is not an app");
    }
    set.require("program").asString();
  }

  private static void overlay(Value value, String path) {
    if (!(value.force() instanceof NixFunction)) {
      throw new EvalException("flake output '" + path + "' is not a function, so no overlay");
    }
  }
}

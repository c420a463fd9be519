package firn.cli;

import firn.cli.rebuild.RebuildRepl;
import firn.cli.repl.ReplPrinter;
import firn.cli.repl.ReplScope;
import firn.eval.Evaluator;
import firn.eval.print.DeepForce;
import firn.eval.print.JsonWriter;
import firn.eval.print.PlainPrinter;
import firn.eval.value.Value;
import firn.grammar.SourceText;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code firn eval}. */
@Command(
    name = "eval",
    addMethodSubcommands = false,
    description = "Evaluate an expression, or an attribute of a flake, and print its value.")
final class EvalCommand implements Callable<Integer> {
  @ParentCommand FirnCommand firn;
  @Mixin SessionOptions session;
  @Mixin ExpressionOptions expression;
  @Mixin FlakeOptions flake;

  @Parameters(
      paramLabel = "FLAKE#ATTR",
      arity = "0..1",
      description = {
        "An attribute of a flake, such as .#packages.x86_64-linux.default;",
        "with --file or --expr an attribute of that;",
        "with --config an expression, such as config.networking.hostName."
      })
  @Nullable String installable;

  @Option(
      names = "--apply",
      paramLabel = "EXPR",
      description = "Apply this function to the value first.")
  @Nullable String apply;

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  @Option(
      names = "--strict",
      description = "Evaluate all of the value, not only what is needed to print its outside.")
  boolean strict;

  @Option(names = "--raw", description = "Print a string as it is.")
  boolean raw;

  @Option(
      names = "--read-write",
      description = "Write the derivations that evaluation makes to the store.")
  boolean readWrite;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description =
          "Evaluate an expression over this configuration: config, options, pkgs and lib are its names.")
  @Nullable Path configuration;

  @Override
  public Integer call() {
    if (configuration != null) {
      return overConfiguration(configuration);
    }
    try (Session opened =
        new Session(session, firn.terminal(), readWrite, expression.lockFile(null))) {
      if (installable != null && expression.isEmpty()) {
        opened.forFlakes();
      }
      Evaluator evaluator = opened.evaluator();
      evaluator.run(() -> print(opened, evaluator));
      opened.keepLock();
    }
    return ExitCode.DONE;
  }

  private int overConfiguration(Path file) {
    Path lock = file.toAbsolutePath().normalize().resolveSibling("firn.lock");
    try (Session opened = new Session(session, firn.terminal(), readWrite, lock)) {
      Evaluator evaluator = opened.evaluator();
      SystemConfiguration system = new SystemConfiguration(opened, file, List.of());
      SourceText source = ReplScope.source(installable == null ? "config" : installable);
      evaluator.run(() -> {
        Value value = evaluator.parse(source, RebuildRepl.scope(evaluator, system)).eval();
        boolean whole = raw || json || strict;
        firn.terminal().out().print(whole ? text(evaluator, value) : ReplPrinter.print(value));
        if (!raw) {
          firn.terminal().out().print('\n');
        }
        return null;
      });
    }
    return ExitCode.DONE;
  }

  private List<Value> values(Session opened, Evaluator evaluator) {
    if (installable == null) {
      return expression.values(evaluator, null);
    }
    if (!expression.isEmpty()) {
      // As in Nix: of a file or an expression, what is named is an attribute.
      expression.attributes.add(installable);
      return expression.values(evaluator, null);
    }
    return List.of(
        Installable.parse(installable)
            .find(
                opened, flake, session, Installable.packages(evaluator.settings().currentSystem()))
            .value());
  }

  private @Nullable Void print(Session opened, Evaluator evaluator) {
    for (Value found : values(opened, evaluator)) {
      Value value = apply == null ? found : evaluator.evalExpression(apply).call(found);
      firn.terminal().out().print(text(evaluator, value));
      if (!raw) {
        firn.terminal().out().print('\n');
      }
    }
    return null;
  }

  private String text(Evaluator evaluator, Value value) {
    if (raw) {
      return evaluator.coercion().toString(value, false, false).bytes();
    }
    if (json) {
      return JsonWriter.write(value, evaluator.coercion(), false).bytes();
    }
    value.force();
    if (strict || installable != null) {
      DeepForce.force(value);
    }
    return PlainPrinter.print(value);
  }
}

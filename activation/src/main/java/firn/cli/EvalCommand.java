package firn.cli;

import firn.eval.Evaluator;
import firn.eval.print.DeepForce;
import firn.eval.print.JsonWriter;
import firn.eval.print.PlainPrinter;
import firn.eval.value.Value;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code firn eval}. */
@Command(name = "eval", description = "Evaluate an expression and print its value.")
final class EvalCommand implements Callable<Integer> {
  @ParentCommand FirnCommand firn;
  @Mixin SessionOptions session;
  @Mixin ExpressionOptions expression;

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

  @Override
  public Integer call() {
    try (Session opened = new Session(session, firn.terminal(), readWrite)) {
      Evaluator evaluator = opened.evaluator();
      evaluator.run(() -> print(evaluator));
    }
    return ExitCode.DONE;
  }

  private @Nullable Void print(Evaluator evaluator) {
    for (Value value : expression.values(evaluator, null)) {
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
    if (strict) {
      DeepForce.force(value);
    }
    return PlainPrinter.print(value);
  }
}

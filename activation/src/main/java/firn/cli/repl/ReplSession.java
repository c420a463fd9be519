package firn.cli.repl;

import firn.cli.CommandException;
import firn.cli.DerivationSearch;
import firn.cli.ExitCode;
import firn.cli.FlakeOptions;
import firn.cli.Session;
import firn.eval.Evaluator;
import firn.eval.builtin.Builtin;
import firn.eval.builtin.PartialPrimOp;
import firn.eval.builtin.PrimOp;
import firn.eval.error.EvalException;
import firn.eval.flake.FlakeRefText;
import firn.eval.flake.Flakes;
import firn.eval.flake.LockFlags;
import firn.eval.print.DeepForce;
import firn.eval.print.PlainPrinter;
import firn.eval.value.Bytes;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixFunction;
import firn.eval.value.NixString;
import firn.eval.value.Value;
import firn.store.DerivedPath;
import firn.store.StorePath;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the prompt does with an input: evaluates it, binds a name, or obeys a command. */
public final class ReplSession {
  /** The commands, as {@code :?} lists them. */
  static final String HELP =
      """
      EXPRESSION      evaluate and print
      NAME = EXPR     bind a name
      :a EXPR         add the attributes of a set
      :b EXPR         build a derivation
      :doc EXPR       what a builtin does
      :l FILE         load a file and add its attributes
      :lf FLAKE       load a flake and add its attributes
      :p EXPR         evaluate and print all of it
      :r              load all files again
      :t EXPR         the type of a value
      :q              leave\
      """;

  private static final Pattern BINDING =
      Pattern.compile("\\s*([a-zA-Z_][a-zA-Z0-9_'-]*)\\s*=(?!=)(.*)", Pattern.DOTALL);
  private static final Pattern COMMAND = Pattern.compile("\\s*:(\\S+)\\s*(.*)", Pattern.DOTALL);

  private final Session session;
  private final Function<Evaluator, NixAttrs> start;
  private final List<String> loaded = new ArrayList<>();
  private Evaluator evaluator;
  private ReplScope scope;

  /**
   * Creates one.
   *
   * @param start the variables there are at first, and after everything is read anew; called on the
   *     evaluator's thread
   */
  public ReplSession(Session session, Function<Evaluator, NixAttrs> start) {
    this.session = session;
    this.start = start;
    this.evaluator = session.evaluator();
    this.scope = newScope();
  }

  private ReplScope newScope() {
    ReplScope fresh = new ReplScope(evaluator);
    fresh.add(evaluator.run(() -> start.apply(evaluator)));
    return fresh;
  }

  ReplScope scope() {
    return scope;
  }

  Evaluator evaluator() {
    return evaluator;
  }

  /**
   * Does what a line says; to be called on the evaluator's thread.
   *
   * @return what is to be printed (bytes); empty for nothing
   * @throws CommandException if there is no such command
   */
  String run(String line) {
    Matcher command = COMMAND.matcher(line);
    if (command.matches()) {
      return command(command.group(1), command.group(2).strip());
    }
    Matcher binding = BINDING.matcher(line);
    if (binding.matches()) {
      scope.bind(binding.group(1), scope.delay(binding.group(2).strip().replaceAll(";$", "")));
      return "";
    }
    if (line.isBlank()) {
      return "";
    }
    return ReplPrinter.print(scope.delay(line));
  }

  private String command(String name, String rest) {
    return switch (name) {
      case "?", "help" -> HELP;
      case "a", "add" -> added(scope.delay(rest).asAttrs());
      case "b", "build" -> build(rest);
      case "doc" -> documentation(scope.delay(rest).force());
      case "l", "load" -> load(rest);
      case "lf", "load-flake" -> loadFlake(rest);
      case "p", "print" -> {
        Value value = scope.delay(rest);
        DeepForce.force(value);
        yield PlainPrinter.print(value);
      }
      case "r", "reload" -> reload();
      case "t", "type" -> type(scope.delay(rest).force());
      default ->
          throw new CommandException(
              ExitCode.USAGE, "there is no command ':" + name + "'", ":? lists them");
    };
  }

  private String added(NixAttrs set) {
    return "Added " + scope.add(set) + " variables.";
  }

  String load(String file) {
    if (!loaded.contains(file)) {
      loaded.add(file);
    }
    return added(scope.file(file));
  }

  private String loadFlake(String text) {
    Flakes flakes = session.flakes();
    FlakeRefText ref = FlakeRefText.parse(Bytes.ofUnicode(text), FlakeOptions.directory(), false);
    return added(flakes.value(flakes.lock(ref.ref(), LockFlags.defaults())).asAttrs());
  }

  /** Reads all files anew; what was bound by hand is gone, as in Nix. */
  private String reload() {
    evaluator = session.freshEvaluator();
    scope = newScope();
    StringBuilder out = new StringBuilder();
    for (String file : List.copyOf(loaded)) {
      out.append(out.isEmpty() ? "" : "\n").append(load(file));
    }
    return out.toString();
  }

  private static String type(Value value) {
    return switch (value) {
      case NixFunction f -> f.describeType();
      case NixString s -> s.context().isEmpty() ? "a string" : "a string with context";
      default -> value.type().described();
    };
  }

  private String build(String rest) {
    DerivationSearch.Found found = DerivationSearch.read(scope.delay(rest).asAttrs());
    session.realise(List.of(DerivedPath.all(found.derivation())));
    StringBuilder out = new StringBuilder("This derivation produced the following outputs:");
    session
        .store()
        .readDerivation(found.derivation())
        .outputs()
        .forEach((output, made) -> {
          StorePath path = made.requirePath();
          out.append("\n  ").append(output).append(" -> ").append(path);
        });
    return out.toString();
  }

  private static String documentation(Value value) {
    Builtin builtin =
        switch (value) {
          case PrimOp primitive -> primitive.builtin();
          case PartialPrimOp partial -> partial.builtin();
          default -> throw new EvalException("value does not have documentation");
        };
    String arguments =
        String.join(" ", builtin.arguments().stream().map(a -> "*" + a + "*").toList());
    return Bytes.ofUnicode(
        "`builtins." + builtin.name() + "` " + arguments + "\n\n" + builtin.documentation());
  }
}

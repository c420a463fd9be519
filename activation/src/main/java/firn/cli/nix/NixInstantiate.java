package firn.cli.nix;

import firn.cli.ArgumentOptions;
import firn.cli.DerivationSearch;
import firn.cli.ExitCode;
import firn.cli.ExpressionOptions;
import firn.cli.ParseCommand;
import firn.cli.Session;
import firn.cli.SessionOptions;
import firn.cli.Terminal;
import firn.cli.Version;
import firn.eval.AutoCall;
import firn.eval.Evaluator;
import firn.eval.print.DeepForce;
import firn.eval.print.JsonWriter;
import firn.eval.print.PlainPrinter;
import firn.eval.print.XmlWriter;
import firn.eval.value.Bytes;
import firn.eval.value.NixAttrs;
import firn.eval.value.Value;
import firn.grammar.SourceText;
import firn.store.StorePath;
import firn.store.local.Roots;
import firn.store.posix.PathBytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nix-instantiate}, with the options and the output of Nix's. */
@Command(
    name = "nix-instantiate",
    addMethodSubcommands = false,
    mixinStandardHelpOptions = true,
    versionProvider = NixInstantiate.NixVersion.class,
    description = "Instantiate the derivations of expressions, or evaluate or parse them.")
public final class NixInstantiate implements Callable<Integer> {
  /** The line that scripts read to see which Nix they talk to. */
  static final class NixVersion implements picocli.CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"nix-instantiate (Firn " + Version.FIRN + ")"};
    }
  }

  private final Terminal terminal;

  @Mixin SessionOptions session;
  @Mixin ArgumentOptions arguments;

  @Option(
      names = {"-E", "--expr"},
      description = "The operands are expressions, not files.")
  boolean expressions;

  @Option(
      names = {"-A", "--attr"},
      paramLabel = "PATH",
      description = "Select this attribute; may be repeated.")
  List<String> attributes = new ArrayList<>();

  @Option(
      names = {"--eval", "--eval-only"},
      description = "Evaluate and print the value.")
  boolean eval;

  @Option(names = "--parse", description = "Only parse, and print the tree.")
  boolean parse;

  @Option(names = "--strict", description = "Evaluate all of the value.")
  boolean strict;

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  @Option(names = "--xml", description = "Print XML.")
  boolean xml;

  @Option(names = "--no-location", description = "Leave places out of the XML.")
  boolean noLocation;

  @Option(names = "--raw", description = "Print a string as it is.")
  boolean raw;

  @Option(names = "--find-file", description = "The operands are names to find in the search path.")
  boolean findFile;

  @Option(names = "--readonly-mode", description = "Write nothing to the store.")
  boolean readOnly;

  @Option(
      names = "--read-write-mode",
      description = "Write derivations to the store while evaluating.")
  boolean readWrite;

  @Option(
      names = "--add-root",
      paramLabel = "PATH",
      description = "Make a link that keeps the derivation.")
  @Nullable Path root;

  @Option(names = "--indirect", hidden = true)
  boolean indirect;

  @Option(
      names = {"-v", "--verbose", "-Q", "--no-build-output"},
      hidden = true)
  boolean verbose;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description = "Files; default.nix if none is named.")
  List<String> operands = new ArrayList<>();

  public NixInstantiate(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    session.playNix();
    List<String> inputs =
        operands.isEmpty() ? List.of(expressions ? "-" : "./default.nix") : operands;
    if (parse) {
      parse(inputs);
      return ExitCode.DONE;
    }
    boolean writing = !readOnly && !findFile && (!eval || readWrite);
    try (Session opened = new Session(session, terminal, writing)) {
      Evaluator evaluator = opened.evaluator();
      List<DerivationSearch.Found> found = new ArrayList<>();
      for (String input : inputs) {
        evaluator.run(() -> evaluate(evaluator, input, found));
      }
      int number = 1;
      for (DerivationSearch.Found one : found) {
        terminal.print(instantiated(opened, one, number++));
      }
    }
    return ExitCode.DONE;
  }

  /** Prints trees, once it is known that every variable in them is defined. */
  private void parse(List<String> inputs) throws IOException {
    try (Session opened = new Session(session, terminal, false);
        ParsedAhead sources = new ParsedAhead(inputs, this::source)) {
      Evaluator evaluator = opened.evaluator();
      while (sources.hasNext()) {
        ParsedAhead.Parsed one = sources.next();
        String directory =
            expressions || one.input().equals("-")
                ? evaluator.settings().workingDirectory()
                : PathBytes.of(
                    Path.of(one.input()).toAbsolutePath().normalize().resolveSibling(""));
        terminal.out().println(evaluator.show(one.source(), one.tree(), directory));
      }
    }
  }

  private SourceText source(String input) throws IOException {
    return expressions
        ? SourceText.ofUnicode(Bytes.ofUnicode("«string»"), input)
        : ParseCommand.read(Path.of(input));
  }

  private @Nullable Void evaluate(
      Evaluator evaluator, String input, List<DerivationSearch.Found> found) {
    if (findFile) {
      terminal
          .out()
          .println(evaluator.findFile(evaluator.builtins().require("nixPath"), input).path());
      return null;
    }
    NixAttrs given = arguments.arguments(evaluator);
    Value top =
        expressions
            ? evaluator.evalExpression(input)
            : ExpressionOptions.evalFile(evaluator, input);
    for (String attribute : attributes.isEmpty() ? List.of("") : attributes) {
      Value value = AutoCall.call(AutoCall.select(top, attribute, given), given);
      if (eval) {
        print(evaluator, value);
      } else {
        found.addAll(DerivationSearch.in(value, given));
      }
    }
    return null;
  }

  private void print(Evaluator evaluator, Value value) {
    if (raw) {
      terminal.out().print(evaluator.coercion().toString(value, false, false).bytes());
      return;
    }
    if (xml) {
      terminal.out().print(XmlWriter.write(value, strict, !noLocation).bytes());
      return;
    }
    if (json) {
      terminal.out().println(JsonWriter.write(value, evaluator.coercion(), readWrite).bytes());
      return;
    }
    if (strict) {
      DeepForce.force(value);
    }
    terminal.out().println(PlainPrinter.print(value));
  }

  private String instantiated(Session opened, DerivationSearch.Found one, int number) {
    StorePath derivation = one.derivation();
    String suffix = one.output().equals("out") ? "" : "!" + one.output();
    if (root == null) {
      return derivation + suffix;
    }
    Path link = number == 1 ? root : Path.of(root + "-" + number);
    new Roots(opened.store().layout()).add(link, derivation);
    return link.toAbsolutePath().normalize() + suffix;
  }
}

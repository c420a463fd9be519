package firn.eval;

import firn.eval.access.ComputingStore;
import firn.eval.access.DiskFiles;
import firn.eval.builtin.EvalSettings;
import firn.eval.builtin.EvalSettings.SearchPathEntry;
import firn.eval.error.ErrorRenderer;
import firn.eval.error.EvalException;
import firn.eval.print.DeepForce;
import firn.eval.print.JsonWriter;
import firn.eval.print.PlainPrinter;
import firn.eval.print.XmlWriter;
import firn.eval.value.AttrsBuilder;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixList;
import firn.eval.value.NixString;
import firn.eval.value.Value;
import firn.grammar.SyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A bare {@code nix-instantiate}, to test and measure the evaluator by itself. */
final class Instantiate {
  private final List<String> inputs = new ArrayList<>();
  private final List<String> attributes = new ArrayList<>();
  private final List<SearchPathEntry> searchPath = new ArrayList<>();
  private final List<String[]> arguments = new ArrayList<>();
  private final StringBuilder log = new StringBuilder();
  private boolean eval;
  private boolean strict;
  private boolean json;
  private boolean xml;
  private boolean places = true;
  private boolean expressions;
  private boolean showTrace;
  private int maxCallDepth = 10_000;
  private final Set<String> features = new HashSet<>();
  private final Map<String, String> lints = new HashMap<>();

  /** What a run gave: bytes as chars. */
  record Result(int exitCode, String out, String err) {}

  static Result run(List<String> args, Map<String, String> environment, Path directory) {
    Instantiate command = new Instantiate();
    command.read(args, environment.getOrDefault("NIX_PATH", ""));
    return command.run(environment, directory);
  }

  private void read(List<String> args, String nixPath) {
    for (int i = 0; i < args.size(); i++) {
      switch (args.get(i)) {
        case "--eval" -> eval = true;
        case "--strict" -> strict = true;
        case "--json" -> json = true;
        case "--xml" -> xml = true;
        case "--no-location" -> places = false;
        case "-E", "--expr" -> expressions = true;
        case "--show-trace" -> showTrace = true;
        case "-A" -> attributes.add(args.get(++i));
        case "-I" -> searchPath.add(SearchPathEntry.parse(args.get(++i)));
        case "--max-call-depth" -> maxCallDepth = Integer.parseInt(args.get(++i));
        case "--arg", "--argstr" -> {
          arguments.add(new String[] {args.get(i), args.get(i + 1), args.get(i + 2)});
          i += 2;
        }
        case "--no-show-trace" -> showTrace = false;
        case "--readonly-mode", "--read-write-mode", "--impure" -> {}
        case "--extra-experimental-features" -> features.add(args.get(++i));
        case "--lint-absolute-path-literals", "--lint-short-path-literals", "--lint-url-literals" ->
            lints.put(args.get(i).substring(2), args.get(++i));
        default -> inputs.add(args.get(i));
      }
    }
    for (String entry : nixPath.split(":", -1)) {
      if (!entry.isEmpty()) {
        searchPath.add(SearchPathEntry.parse(entry));
      }
    }
  }

  private Result run(Map<String, String> environment, Path directory) {
    EvalSettings settings =
        EvalSettings.ofProcess()
            .withSearchPath(searchPath)
            .withMaxCallDepth(maxCallDepth)
            .withEnvironment(environment)
            .withWorkingDirectory(directory.toString())
            .change()
            .features(features)
            .lints(lints)
            .build();
    Evaluator evaluator =
        new Evaluator(
            settings,
            new ComputingStore(),
            new DiskFiles(p -> Path.of(p.toString())),
            line -> log.append(line).append('\n'));
    StringBuilder out = new StringBuilder();
    try {
      for (String input : inputs) {
        out.append(evaluator.run(() -> text(evaluator, input, directory)));
      }
      return new Result(0, out.toString(), log.toString());
    } catch (EvalException e) {
      return new Result(
          1, out.toString(), log.append(ErrorRenderer.render(e, showTrace)).toString());
    } catch (SyntaxException e) {
      return new Result(1, out.toString(), log.append(ErrorRenderer.render(e)).toString());
    }
  }

  private String text(Evaluator evaluator, String input, Path directory) {
    Value root = root(evaluator, input, directory);
    AttrsBuilder given = new AttrsBuilder(4);
    for (String[] argument : arguments) {
      given.put(
          argument[1],
          argument[0].equals("--arg")
              ? evaluator.evalExpression(argument[2])
              : NixString.ofUnicode(argument[2]));
    }
    NixAttrs auto = given.build();
    StringBuilder out = new StringBuilder();
    for (String attribute : attributes.isEmpty() ? List.of("") : attributes) {
      Value v = AutoCall.call(AutoCall.select(root, attribute, auto), auto);
      if (!eval) {
        instantiate(v, out);
      } else if (json) {
        out.append(JsonWriter.write(v, evaluator.coercion(), true).bytes()).append('\n');
      } else if (xml) {
        out.append(XmlWriter.write(v, strict, places).bytes());
      } else {
        if (strict) {
          DeepForce.force(v);
        }
        out.append(PlainPrinter.print(v)).append('\n');
      }
    }
    return out.toString();
  }

  private Value root(Evaluator evaluator, String input, Path directory) {
    if (expressions) {
      return evaluator.evalExpression(input);
    }
    return input.startsWith("<")
        ? evaluator.importFile(
            evaluator.findFile(
                evaluator.builtins().require("nixPath"), input.substring(1, input.length() - 1)))
        : evaluator.evalFile(directory.resolve(input));
  }

  private static void instantiate(Value v, StringBuilder out) {
    if (v instanceof NixList list) {
      list.forEach(item -> instantiate(item.force(), out));
      return;
    }
    Value drvPath = v.asAttrs().get("drvPath");
    if (drvPath != null) {
      out.append(drvPath.asBytes()).append('\n');
    } else {
      v.asAttrs().valuesByName().forEach(item -> instantiate(item.force(), out));
    }
  }
}

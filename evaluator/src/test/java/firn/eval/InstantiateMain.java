package firn.eval;

import firn.eval.builtin.EvalSettings;
import firn.eval.builtin.EvalSettings.SearchPathEntry;
import firn.eval.error.EvalException;
import firn.eval.print.DeepForce;
import firn.eval.print.JsonWriter;
import firn.eval.print.PlainPrinter;
import firn.eval.value.AttrsBuilder;
import firn.eval.value.Bytes;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixList;
import firn.eval.value.NixString;
import firn.eval.value.Value;
import firn.grammar.SyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A bare {@code nix-instantiate}, to measure the evaluator by itself. */
public final class InstantiateMain {
  private final List<String> inputs = new ArrayList<>();
  private final List<String> attributes = new ArrayList<>();
  private final List<SearchPathEntry> searchPath = new ArrayList<>();
  private final List<String[]> arguments = new ArrayList<>();
  private boolean eval;
  private boolean strict;
  private boolean json;
  private boolean expressions;
  private boolean showTrace;
  private int maxCallDepth = 10_000;

  public static void main(String[] args) {
    InstantiateMain main = new InstantiateMain();
    main.read(args);
    System.exit(main.run());
  }

  private void read(String[] args) {
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--eval" -> eval = true;
        case "--strict" -> strict = true;
        case "--json" -> json = true;
        case "-E", "--expr" -> expressions = true;
        case "--show-trace" -> showTrace = true;
        case "-A" -> attributes.add(args[++i]);
        case "-I" -> searchPath.add(SearchPathEntry.parse(args[++i]));
        case "--max-call-depth" -> maxCallDepth = Integer.parseInt(args[++i]);
        case "--arg", "--argstr" -> {
          arguments.add(new String[] {args[i], args[i + 1], args[i + 2]});
          i += 2;
        }
        case "--readonly-mode", "--read-write-mode" -> {}
        default -> inputs.add(args[i]);
      }
    }
    String path = System.getenv("NIX_PATH");
    if (path != null && !path.isEmpty()) {
      for (String entry : path.split(":")) {
        searchPath.add(SearchPathEntry.parse(entry));
      }
    }
  }

  private int run() {
    EvalSettings settings =
        EvalSettings.ofProcess().withSearchPath(searchPath).withMaxCallDepth(maxCallDepth);
    Evaluator evaluator = new Evaluator(settings);
    try {
      for (String input : inputs) {
        System.out.write(
            evaluator.run(() -> text(evaluator, input)).getBytes(StandardCharsets.ISO_8859_1));
      }
      System.out.flush();
      return 0;
    } catch (EvalException e) {
      if (showTrace) {
        e.frames()
            .reversed()
            .forEach(f ->
                System.err.println("  … " + Bytes.toUnicode(f.message()) + " at " + f.place()));
      }
      System.err.println("error: " + Bytes.toUnicode(e.sentence()) + " at " + e.place());
      return 1;
    } catch (SyntaxException e) {
      System.err.println("error: " + e.getMessage() + " at " + e.position());
      return 1;
    } catch (java.io.IOException e) {
      return 1;
    }
  }

  private String text(Evaluator evaluator, String input) {
    Value root =
        expressions
            ? evaluator.evalExpression(input)
            : input.startsWith("<")
                ? evaluator.importFile(
                    evaluator.findFile(
                        evaluator.builtins().require("nixPath"),
                        input.substring(1, input.length() - 1)))
                : evaluator.evalFile(Path.of(input));
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
      } else {
        if (strict) {
          DeepForce.force(v);
        }
        out.append(PlainPrinter.print(v)).append('\n');
      }
    }
    return out.toString();
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

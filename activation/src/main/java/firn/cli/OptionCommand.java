package firn.cli;

import firn.cli.rebuild.RebuildOptions;
import firn.eval.Evaluator;
import firn.eval.value.Bytes;
import firn.modules.OptionInspector;
import firn.modules.OptionReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code firn option}. */
@Command(
    name = "option",
    description =
        "Explain an option: its value and type, where it is declared, every definition and which one won. Builds nothing.")
final class OptionCommand implements Callable<Integer> {
  private final @Nullable Terminal own;

  @ParentCommand @Nullable FirnCommand firn;
  @Mixin RebuildOptions options;

  @Parameters(
      paramLabel = "PATH",
      arity = "0..1",
      description = "Such as networking.hostName; all options by default.")
  String path = "";

  @Option(
      names = {"-r", "--recursive"},
      description =
          "Print the values of all options at or below PATH, as a configuration would set them.")
  boolean recursive;

  /** As a command of {@code firn}. */
  OptionCommand() {
    this(null);
  }

  /** As {@code nixos-option}. */
  OptionCommand(@Nullable Terminal own) {
    this.own = own;
  }

  private Terminal terminal() {
    return own != null ? own : Objects.requireNonNull(firn).terminal();
  }

  @Override
  public Integer call() {
    try (Session session = options.openReading(terminal())) {
      SystemConfiguration configuration =
          new SystemConfiguration(session, options.configuration(), List.of());
      Evaluator evaluator = session.evaluator();
      List<OptionReport> below = new ArrayList<>();
      OptionReport report =
          evaluator.run(() -> {
            OptionInspector inspector =
                new OptionInspector(
                    evaluator, configuration.evaluate().require("options").asAttrs());
            OptionReport found = inspector.inspect(Bytes.ofUnicode(path));
            if (recursive) {
              collect(inspector, found, below);
            }
            return found;
          });
      return switch (report) {
        case OptionReport.Option option when recursive -> printValues(below);
        case OptionReport.Group group when recursive -> printValues(below);
        case OptionReport.Option option -> print(option);
        case OptionReport.Group group -> print(group);
        case OptionReport.Unknown unknown ->
            throw new CommandException(
                ExitCode.EXPRESSION,
                "there is no option '" + Bytes.toUnicode(unknown.path()) + "'",
                unknown.suggestions().isEmpty()
                    ? null
                    : "did you mean "
                        + Bytes.toUnicode(String.join(", ", unknown.suggestions()))
                        + "?");
      };
    }
  }

  /** The options at and below what was found, in order. */
  private static void collect(
      OptionInspector inspector, OptionReport found, List<OptionReport> options) {
    switch (found) {
      case OptionReport.Option option -> options.add(option);
      case OptionReport.Group group ->
          group.children().forEach(child -> collect(inspector, inspector.inspect(child), options));
      case OptionReport.Unknown unknown -> {}
    }
  }

  private int printValues(List<OptionReport> below) {
    if (options.json) {
      terminal().print(Json.pretty(below));
      return ExitCode.DONE;
    }
    for (OptionReport each : below) {
      if (each instanceof OptionReport.Option option) {
        terminal().print(Bytes.toUnicode(assignment(option)));
      }
    }
    return ExitCode.DONE;
  }

  /** {@code path = value;}, or why there is no value as a comment. */
  private static String assignment(OptionReport.Option option) {
    String error = option.error();
    return option.value() == null
        ? "# " + option.path() + ": " + (error == null ? "no value" : firstLine(error))
        : option.path() + " = " + option.value() + ";";
  }

  private static String firstLine(String text) {
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end);
  }

  private int print(OptionReport.Group group) {
    if (options.json) {
      terminal().print(Json.pretty(group));
    } else {
      group.children().forEach(child -> terminal().print(Bytes.toUnicode(child)));
    }
    return ExitCode.DONE;
  }

  private int print(OptionReport.Option option) {
    if (options.json) {
      terminal().print(Json.pretty(option));
      return ExitCode.DONE;
    }
    List<String> lines = new ArrayList<>();
    section(lines, "Value", value(option));
    section(lines, "Type", option.type() + (option.readOnly() ? " (read-only)" : ""));
    section(lines, "Default", option.defaultText());
    section(lines, "Example", option.example());
    section(lines, "Description", option.description());
    section(lines, "Declared in", String.join("\n", option.declarations()));
    if (!option.definitions().isEmpty()) {
      lines.add("Definitions (those with the lowest priority make the value, and are marked *):");
      option.definitions().forEach(definition -> lines.add("  " + line(definition)));
    }
    if (!option.children().isEmpty()) {
      section(lines, "Below it", String.join("\n", option.children()));
    }
    lines.forEach(line -> terminal().print(Bytes.toUnicode(line)));
    return ExitCode.DONE;
  }

  private static String value(OptionReport.Option option) {
    if (option.undefined() != null) {
      return "none, for nothing defines " + option.undefined();
    }
    return option.value() == null ? "cannot be evaluated: " + option.error() : option.value();
  }

  private static String line(OptionReport.Definition definition) {
    String value =
        definition.value() == null ? "" : ": " + definition.value().replace("\n", "\n    ");
    return (definition.counts() ? "* " : "- ")
        + (definition.isDefault() ? "default" : definition.place())
        + " (priority "
        + definition.priority()
        + strength(definition)
        + (definition.counts() ? "" : ", overridden")
        + ")"
        + value;
  }

  /** How one writes such a priority. */
  private static String strength(OptionReport.Definition definition) {
    return switch ((int) definition.priority()) {
      case 10 -> ", mkVMOverride";
      case 50 -> ", mkForce";
      case 60 -> ", mkImageMediaOverride";
      case 1000 -> ", mkDefault";
      case 100, 1500 -> "";
      default -> ", mkOverride " + definition.priority();
    };
  }

  private static void section(List<String> lines, String title, @Nullable String text) {
    if (text == null || text.isEmpty()) {
      return;
    }
    lines.add(title + ":");
    text.strip().lines().forEach(line -> lines.add("  " + line));
  }
}

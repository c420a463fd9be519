package firn.cli.declare;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Range;

/** The words that generated code is written in: a model, piece by piece. */
public final class Declaring {
  /** The name under which picocli itself adds these two. */
  private static final String HELP_OPTIONS = "mixinStandardHelpOptions";

  private Declaring() {}

  /** An empty model for an object. */
  public static CommandSpec begin(Object command) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command, Constructing.FACTORY);
    spec.setAddMethodSubcommands(false);
    return spec;
  }

  /** An option bound to a member. */
  public static void option(
      CommandSpec spec,
      Members members,
      int member,
      String[] names,
      String label,
      Range arity,
      Class<?>[] types,
      boolean hidden,
      boolean required,
      @Nullable String fallback,
      String... description) {
    Members.Member bound = members.new Member(member);
    OptionSpec.Builder option =
        OptionSpec.builder(names)
            .paramLabel(label)
            .arity(arity)
            .type(types[0])
            .auxiliaryTypes(elements(types))
            .hidden(hidden)
            .required(required)
            .fallbackValue(fallback)
            .description(description)
            .getter(bound)
            .setter(bound);
    // Helps show what a single value is without the option; others start as their object made them.
    @Nullable Object initial = types.length == 1 ? members.get(member) : null;
    option.hasInitialValue(initial != null);
    if (initial != null) {
      option.initialValue(initial);
    }
    spec.addOption(option.build());
  }

  /** A positional parameter bound to a member. */
  public static void parameter(
      CommandSpec spec,
      Members members,
      int member,
      String index,
      String label,
      Range arity,
      Class<?>[] types,
      boolean hidden,
      String... description) {
    Members.Member bound = members.new Member(member);
    spec.addPositional(
        PositionalParamSpec.builder()
            .index(index)
            .paramLabel(label)
            .arity(arity)
            .required(arity.min() > 0)
            .type(types[0])
            .auxiliaryTypes(elements(types))
            .hidden(hidden)
            .description(description)
            .hasInitialValue(false)
            .getter(bound)
            .setter(bound)
            .build());
  }

  /** What a collection holds; what is none is of its own type. */
  private static Class<?>[] elements(Class<?>[] types) {
    return types.length == 1 ? types : new Class<?>[] {types[1]};
  }

  /** {@code --help}, and {@code -h} where that is not taken. */
  static void help(CommandSpec spec) {
    String[] names =
        spec.optionsMap().containsKey("-h")
            ? new String[] {"--help"}
            : new String[] {"-h", "--help"};
    spec.addOption(
        OptionSpec.builder(names)
            .usageHelp(true)
            .type(boolean.class)
            .description("Show this help message and exit.")
            .build());
  }

  /** {@code --help} and {@code --version}, as picocli's {@code mixinStandardHelpOptions}. */
  public static void helpOptions(CommandSpec spec) {
    CommandSpec options = CommandSpec.wrapWithoutInspection(null, Constructing.FACTORY);
    options.addOption(
        OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .type(boolean.class)
            .paramLabel("<helpRequested>")
            .descriptionKey("mixinStandardHelpOptions.help")
            .description("Show this help message and exit.")
            .build());
    options.addOption(
        OptionSpec.builder("-V", "--version")
            .versionHelp(true)
            .type(boolean.class)
            .paramLabel("<versionRequested>")
            .descriptionKey("mixinStandardHelpOptions.version")
            .description("Print version information and exit.")
            .build());
    spec.addMixin(HELP_OPTIONS, options);
  }

  /** The one of these subcommands that is wanted, or null if all are. */
  public static @Nullable String only(String... names) {
    return Declarations.only(names);
  }

  /** A subcommand, which learns of the command above it. */
  public static void subcommand(CommandSpec spec, String name, Object command) {
    Declarations.add(spec, name, Declarations.line(command));
  }
}

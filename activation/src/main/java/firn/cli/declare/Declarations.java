package firn.cli.declare;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Models of annotated commands. What {@code firn.cli.declare.build} generated code for is declared
 * by that code, anything else by picocli's own reading of annotations; the outcome is the same.
 */
public final class Declarations {
  /** The class that the build generates. */
  public static final String TABLE = "firn.cli.declare.GeneratedTable";

  private static final DeclarationTable GENERATED = generated();

  /** Which subcommand generated code is to declare; null for all. */
  private static @Nullable String wanted;

  private Declarations() {}

  /** A command line for an annotated command; it knows {@code --help}, whatever is annotated. */
  public static CommandLine line(Object command) {
    CommandLine line = new CommandLine(spec(command), Constructing.FACTORY);
    giveHelp(line);
    return line;
  }

  /**
   * A command line for an annotated command of which one subcommand is going to be used; where it
   * has none of that name, or is not generated, it gets all.
   */
  public static synchronized CommandLine line(Object command, String subcommand) {
    wanted = subcommand;
    try {
      return line(command);
    } finally {
      wanted = null;
    }
  }

  /** The one of these names that is wanted, or null if all are. */
  static @Nullable String only(String... names) {
    String only = wanted;
    return only != null && List.of(names).contains(only) ? only : null;
  }

  private static void giveHelp(CommandLine line) {
    CommandSpec spec = line.getCommandSpec();
    if (!spec.optionsMap().containsKey("--help")) {
      Declaring.help(spec);
    }
    // Below what picocli reads itself are commands that do not come by here.
    spec.subcommands().values().forEach(Declarations::giveHelp);
  }

  /** The model of an annotated command or mixin. */
  public static CommandSpec spec(Object command) {
    @Nullable CommandSpec declared = GENERATED.declare(command);
    return declared == null ? CommandSpec.forAnnotatedObject(command) : declared;
  }

  /** Adds a subcommand: an annotated command, or a command line. */
  public static void add(CommandLine line, String name, Object command) {
    CommandLine below = command instanceof CommandLine made ? made : line(command);
    add(line.getCommandSpec(), name, below);
  }

  static void add(CommandSpec above, String name, CommandLine below) {
    above.addSubcommand(name, below);
    GENERATED.adopt(below.getCommandSpec().userObject(), above.userObject());
  }

  /** Of which nothing was generated; picocli tells commands itself what is above them. */
  private static final class Nothing implements DeclarationTable {
    @Override
    public @Nullable CommandSpec declare(Object command) {
      return null;
    }

    @Override
    public void adopt(Object command, Object above) {}
  }

  private static DeclarationTable generated() {
    try {
      return (DeclarationTable) Class.forName(TABLE).getDeclaredConstructor().newInstance();
    } catch (ClassNotFoundException e) {
      // Built by an editor: slower to start, and otherwise as good.
      return new Nothing();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the generated declarations cannot be used", e);
    }
  }
}

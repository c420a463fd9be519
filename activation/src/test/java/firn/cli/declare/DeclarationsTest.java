package firn.cli.declare;

import static org.assertj.core.api.Assertions.assertThat;

import firn.cli.CommandTrees;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParentCommand;

/** Generated declarations say what picocli reads from the annotations itself. */
class DeclarationsTest {
  @Test
  void theModelOfEveryCommandIsWhatItsAnnotationsSay() {
    Set<String> compared = new TreeSet<>();
    for (CommandLine root : CommandTrees.all()) {
      for (CommandSpec spec : below(root.getCommandSpec())) {
        CommandSpec declared = Declarations.spec(spec.userObject());
        CommandSpec read = CommandSpec.forAnnotatedObject(spec.userObject());
        String name = spec.userObject().getClass().getName();
        assertThat(lines(declared)).as(name).containsExactlyElementsOf(lines(read));
        assertThat(usage(declared)).as(name).isEqualTo(usage(read));
        assertThat(declared.subcommands().keySet())
            .as(name)
            .containsAll(read.subcommands().keySet());
        compared.add(name);
      }
    }
    assertThat(compared).hasSizeGreaterThan(70);
  }

  @Test
  void nearlyAllCommandsAreDeclaredByGeneratedCode() throws ReflectiveOperationException {
    DeclarationTable table =
        (DeclarationTable) Class.forName(Declarations.TABLE).getDeclaredConstructor().newInstance();
    Set<String> left = new TreeSet<>();
    for (CommandLine root : CommandTrees.all()) {
      for (CommandSpec spec : below(root.getCommandSpec())) {
        boolean method = spec.userObject() instanceof Method; // of a command that is listed
        if (!method && table.declare(spec.userObject()) == null) {
          left.add(spec.userObject().getClass().getSimpleName());
        }
      }
    }
    // Groups, what matches nothing, and an array.
    assertThat(left)
        .isSubsetOf(
            "ContainerCommand",
            "ContainerCreate",
            "ContainerRun",
            "ContainerUpdate",
            "NixosRebuild");
  }

  @Test
  void everyCommandKnowsHelp() {
    for (CommandLine root : CommandTrees.all()) {
      for (CommandSpec spec : below(root.getCommandSpec())) {
        assertThat(spec.findOption("--help")).as(spec.qualifiedName()).isNotNull();
      }
    }
  }

  @Test
  void everyCommandKnowsTheOneAboveIt() throws ReflectiveOperationException {
    int told = 0;
    for (CommandLine root : CommandTrees.all()) {
      for (CommandSpec spec : below(root.getCommandSpec())) {
        for (Field field : spec.userObject().getClass().getDeclaredFields()) {
          if (field.isAnnotationPresent(ParentCommand.class) && spec.parent() != null) {
            field.setAccessible(true);
            assertThat(field.get(spec.userObject()))
                .as(field.toString())
                .isSameAs(spec.parent().userObject());
            told++;
          }
        }
      }
    }
    assertThat(told).isGreaterThan(40);
  }

  @Test
  void theCommandsNameEveryProviderOfBuiltins() {
    List<Class<?>> found = new ArrayList<>();
    ServiceLoader.load(firn.eval.builtin.BuiltinProvider.class)
        .forEach(provider -> found.add(provider.getClass()));
    assertThat(CommandTrees.providers()).containsExactlyInAnyOrderElementsOf(found);
  }

  private static List<CommandSpec> below(CommandSpec spec) {
    List<CommandSpec> all = new ArrayList<>(List.of(spec));
    for (CommandLine sub : new LinkedHashSet<>(spec.subcommands().values())) {
      all.addAll(below(sub.getCommandSpec()));
    }
    return all;
  }

  /** The help but for its first lines, which name the commands above. */
  private static String usage(CommandSpec spec) {
    CommandLine.Help help =
        new CommandLine.Help(spec, CommandLine.Help.defaultColorScheme(Ansi.OFF));
    return help.description()
        + help.parameterList()
        + help.optionList()
        + help.footer()
        + List.of(spec.usageMessage().customSynopsis())
        + spec.usageMessage().synopsisSubcommandLabel()
        + spec.usageMessage().commandListHeading();
  }

  private static List<String> lines(CommandSpec spec) {
    List<String> lines = new ArrayList<>();
    lines.add(spec.name() + " " + List.of(spec.aliases()));
    for (OptionSpec option : spec.options()) {
      lines.add(
          List.of(option.names())
              + shared(option)
              + option.fallbackValue()
              + option.usageHelp()
              + option.versionHelp());
    }
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      lines.add(parameter.index() + shared(parameter));
    }
    lines.sort(null);
    return lines;
  }

  private static String shared(ArgSpec argument) {
    return " "
        + List.of(
            argument.paramLabel(),
            argument.arity().min() + ".." + argument.arity().max(),
            argument.arity().isUnspecified(),
            argument.type(),
            List.of(argument.auxiliaryTypes()),
            argument.hidden(),
            argument.required(),
            List.of(argument.description()));
  }
}

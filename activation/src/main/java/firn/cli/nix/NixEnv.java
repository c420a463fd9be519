package firn.cli.nix;

import firn.cli.ArgumentOptions;
import firn.cli.CommandException;
import firn.cli.ExitCode;
import firn.cli.Session;
import firn.cli.SessionOptions;
import firn.cli.Terminal;
import firn.eval.AutoCall;
import firn.eval.Evaluator;
import firn.eval.value.NixAttrs;
import firn.eval.value.Value;
import firn.store.StoreException;
import firn.store.StorePath;
import firn.store.local.Profile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nix-env}: lists packages, and manages profiles. */
@Command(
    name = "nix-env",
    mixinStandardHelpOptions = true,
    versionProvider = NixInstantiate.NixVersion.class,
    description = "List packages (-q, -qa), and install them into profiles (-i, -e, -u, --set).")
public final class NixEnv implements Callable<Integer> {
  private final Terminal terminal;

  @Spec CommandSpec spec;

  @Mixin SessionOptions session;
  @Mixin ArgumentOptions arguments;
  @Mixin NixEnvOptions options;
  @Mixin PackageQueryOptions queried;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "The expression, not ~/.nix-defexpr or else <nixpkgs>.")
  @Nullable String file;

  @Option(
      names = {"-A", "--attr"},
      arity = "0..1",
      fallbackValue = "",
      paramLabel = "PATH",
      description = "Query: what is below this attribute. Install: arguments are attributes.")
  @Nullable String attribute;

  @Option(names = "--readonly-mode", description = "Accepted; a query writes nothing.")
  boolean readOnly;

  @Parameters(
      paramLabel = "ARGUMENT",
      arity = "0..*",
      description = "Names of packages, as regular expressions, or what the operation wants.")
  List<String> names = new ArrayList<>();

  public NixEnv(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    session.playNix();
    Path profile = profile();
    try {
      return switch (options.operation()) {
        case QUERY -> query(profile);
        case SWITCH_PROFILE -> {
          NixEnvGenerations.follow(names);
          yield ExitCode.DONE;
        }
        default -> {
          try (Session opened = new Session(session, terminal, true)) {
            operate(opened, profile == null ? ProfileOperations.ofUser(opened) : profile);
          }
          yield ExitCode.DONE;
        }
      };
    } catch (StoreException e) {
      // Nix has one exit code for all that goes wrong but builds.
      throw new CommandException(NixExitCode.FAILED, String.valueOf(e.getMessage()), e.remedy());
    } catch (PatternSyntaxException e) {
      throw new CommandException(
          NixExitCode.FAILED, "invalid regular expression '" + e.getPattern() + "'", null);
    }
  }

  /** Here {@code --profile} is Nix's, as {@code -p} is, and not that of Firn's evaluator. */
  private @Nullable Path profile() {
    OptionSpec evaluators = spec.findOption("--profile");
    Path given = options.profile;
    if (evaluators != null && evaluators.getValue() instanceof Path named) {
      evaluators.setValue(null);
      given = named;
    }
    return given == null ? null : given.toAbsolutePath().normalize();
  }

  private void operate(Session opened, Path path) {
    Profile profile = new Profile(opened.store().layout(), path);
    ProfileOperations operations = new ProfileOperations(opened, terminal, profile, options.dryRun);
    if (options.dryRun) {
      terminal.say("(dry run; not doing anything)");
    }
    switch (options.operation()) {
      case INSTALL ->
          operations.install(
              sources(opened, operations, true), options.attributePaths, options.removeAll);
      case UNINSTALL -> operations.uninstall(arguments());
      case UPGRADE -> operations.upgrade(sources(opened, operations, false), options.upgrade());
      case SET -> operations.set(sources(opened, operations, true));
      case SET_FLAG -> {
        if (names.size() < 2) {
          throw new CommandException(
              NixExitCode.FAILED, "not enough arguments to '--set-flag'", null);
        }
        operations.setFlag(
            names.get(0),
            names.get(1),
            names.subList(2, names.size()).stream().map(PackageNames.Selector::new).toList());
      }
      default -> new NixEnvGenerations(profile, terminal, options, names).run();
    }
  }

  /** What follows {@code -A} comes first of the arguments. */
  private List<String> arguments() {
    List<String> all = new ArrayList<>();
    if (attribute != null && !attribute.isEmpty()) {
      all.add(attribute);
    }
    all.addAll(names);
    return all;
  }

  /** The packages that the arguments mean. */
  private List<ProfileElement> sources(
      Session opened, ProfileOperations operations, boolean newestOnly) {
    List<ProfileElement> found = found(opened, operations, newestOnly);
    String forced = options.forceName;
    return forced == null || found.size() != 1 ? found : List.of(found.getFirst().withName(forced));
  }

  private List<ProfileElement> found(
      Session opened, ProfileOperations operations, boolean newestOnly) {
    List<String> given = arguments();
    Evaluator evaluator = opened.evaluator();
    if (attribute != null || options.expressions) {
      return evaluator.run(() -> {
        List<ProfileElement> all = new ArrayList<>();
        NixAttrs auto = arguments.arguments(evaluator);
        Value root = new SourceExpression(opened, terminal).load(file);
        for (String one : given) {
          Value value =
              options.expressions
                  ? evaluator.evalExpression(one).call(root)
                  : AutoCall.select(root, one, auto);
          new PackageSearch(auto, PackageSearch.Wanted.NOTHING)
              .visit(value, "", found -> all.add(ProfileElement.of(found.set())));
        }
        return all;
      });
    }
    Path other = options.fromProfile;
    boolean paths = other == null && !given.isEmpty() && given.getFirst().contains("/");
    if (paths) {
      return given.stream().map(one -> ofPath(opened, one)).toList();
    }
    List<ProfileElement> all =
        other == null
            ? evaluator.run(() ->
                search(opened, new SourceExpression(opened, terminal).load(file), "").stream()
                    .map(one -> ProfileElement.of(one.set()))
                    .toList())
            : operations.installed(other);
    List<PackageNames.Selector> selectors =
        (given.isEmpty() ? List.of("*") : given).stream().map(PackageNames.Selector::new).toList();
    return operations.choice().choose(all, selectors, newestOnly);
  }

  private static ProfileElement ofPath(Session opened, String argument) {
    StorePath path = opened.stores().path(argument);
    return path.isDerivation()
        ? ProfileElement.of(opened.store().readDerivation(path).outputPath("out"), path)
        : ProfileElement.of(path, null);
  }

  private int query(@Nullable Path profile) throws InterruptedException {
    boolean ofExpression = queried.available && !queried.installed;
    if (options.attributePaths && !ofExpression) {
      throw new CommandException(
          NixExitCode.FAILED, "--attr-path(-P) only works with --available", null);
    }
    try (Session opened = new Session(session, terminal, false)) {
      Evaluator evaluator = opened.evaluator();
      boolean both = queried.compares();
      List<PackageSearch.Package> available =
          ofExpression || both
              ? evaluator.run(() -> search(opened, root(opened, profile, true), below(true)))
              : List.of();
      List<PackageSearch.Package> installed =
          !ofExpression || both || queried.status
              ? evaluator.run(() -> search(opened, root(opened, profile, false), ""))
              : List.of();
      List<PackageSearch.Package> found = chosen(ofExpression ? available : installed);
      PackageListing listing =
          new PackageListing(opened, terminal, queried, options.attributePaths);
      List<PackageSearch.Package> shown = listing.look(found, installed);
      String text = evaluator.run(() -> listing.text(shown, ofExpression ? installed : available));
      terminal.out().print(text);
    }
    return ExitCode.DONE;
  }

  /** Those that the arguments select, in the order of their names. */
  private List<PackageSearch.Package> chosen(List<PackageSearch.Package> all) {
    List<PackageNames.Selector> selectors = names.stream().map(PackageNames.Selector::new).toList();
    List<PackageSearch.Package> found = new ArrayList<>(all);
    found.removeIf(one ->
        !selectors.isEmpty()
            && selectors.stream()
                .noneMatch(selector -> selector.matches(PackageNames.parse(one.name()))));
    UnstableSort.sort(found, Comparator.comparing(PackageSearch.Package::name, PackageNames.ORDER));
    return found;
  }

  private Value root(Session opened, @Nullable Path profile, boolean ofExpression) {
    if (ofExpression) {
      return new SourceExpression(opened, terminal).load(file);
    }
    Path path = profile == null ? ProfileOperations.ofUser(opened) : profile;
    return new ProfileOperations(opened, terminal, new Profile(opened.store().layout(), path), true)
        .manifest(path);
  }

  private String below(boolean ofExpression) {
    return attribute == null || !ofExpression ? "" : attribute;
  }

  private List<PackageSearch.Package> search(Session opened, Value root, String below) {
    NixAttrs given = arguments.arguments(opened.evaluator());
    Value top = AutoCall.call(AutoCall.select(root, below, given), given);
    List<PackageSearch.Package> found = new ArrayList<>();
    new PackageSearch(given, queried.wanted()).visit(top, below, found::add);
    String filter = options.systemFilter;
    if (!filter.equals("*")) {
      found.removeIf(one -> !one.system().equals(filter));
    }
    return found;
  }
}

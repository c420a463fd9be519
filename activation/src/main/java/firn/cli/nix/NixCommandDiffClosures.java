package firn.cli.nix;

import firn.cli.CommandException;
import firn.cli.Session;
import firn.cli.SessionOptions;
import firn.cli.Terminal;
import firn.store.query.ClosureDiff;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code nix store diff-closures}. */
@Command(name = "diff-closures", description = "Show which packages two closures differ in.")
final class NixCommandDiffClosures implements Callable<Integer> {
  private static final Pattern WITH_OUTPUT = Pattern.compile("(.*)-(?:[a-z]+|lib32|lib64)");

  private final Terminal terminal;

  @Mixin SessionOptions session;
  @Mixin Installables installables;

  NixCommandDiffClosures(Terminal terminal) {
    this.terminal = terminal;
    this.session = new SessionOptions();
    this.installables = new Installables();
  }

  @Override
  public Integer call() {
    List<String> two = installables.operands;
    if (two.size() != 2) {
      throw new CommandException(
          NixExitCode.FAILED, "'diff-closures' requires two closures to compare", null);
    }
    try (Session opened = new Session(session, terminal, true)) {
      ClosureDiff.between(
              opened.store(),
              installables.one(opened, session, two.getFirst(), true),
              installables.one(opened, session, two.getLast(), true),
              NixCommandDiffClosures::split)
          .forEach(change -> terminal.print(ClosureDiff.line(change)));
    }
    return NixExitCode.DONE;
  }

  /**
   * The package's name and version. A last part of small letters counts as an output's name: {@code
   * m-1.0-dev} and {@code m-dev} are of {@code m}; so is, for nothing tells it apart, {@code
   * m-unstable}.
   */
  static Map.Entry<String, String> split(String name) {
    Matcher matcher = WITH_OUTPUT.matcher(name);
    String whole = matcher.matches() ? matcher.group(1) : name;
    String base = PackageNames.base(whole);
    return Map.entry(
        base, whole.length() > base.length() ? whole.substring(base.length() + 1) : "");
  }
}

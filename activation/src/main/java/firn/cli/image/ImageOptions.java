package firn.cli.image;

import firn.cli.CommandException;
import firn.cli.DerivationSearch;
import firn.cli.ExitCode;
import firn.cli.ExpressionOptions;
import firn.cli.Session;
import firn.cli.SessionOptions;
import firn.cli.Terminal;
import firn.eval.Evaluator;
import firn.eval.value.NixAttrs;
import firn.store.DerivedPath;
import firn.store.StorePath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which image: one that an expression describes, one named by its packages, or a file. */
final class ImageOptions {
  private static final Pattern PACKAGES = Pattern.compile("[A-Za-z0-9_.+-]+(?:/[A-Za-z0-9_.+-]+)*");

  @Mixin SessionOptions session;
  @Mixin ExpressionOptions expression;

  @Option(
      names = "--tag",
      paramLabel = "TAG",
      description = "The tag of an image named by its packages (${DEFAULT-VALUE}).")
  String tag = "latest";

  /**
   * A session whose packages are pinned by the {@code firn.lock} of this folder, if there is one.
   */
  Session open(Terminal terminal) {
    Path lock = Path.of("firn.lock").toAbsolutePath();
    return new Session(session, terminal, true, Files.exists(lock) ? lock : null);
  }

  boolean hasExpression() {
    return expression.file != null || expression.expression != null;
  }

  /**
   * Builds the image.
   *
   * @param named packages with {@code /} between them, where no expression was given
   * @param function what makes an image of packages: {@code "stream"} or a format
   * @return where it lies in the store
   */
  StorePath build(Session opened, @Nullable String named, String function) {
    Evaluator evaluator = opened.evaluator();
    DerivationSearch.Found found = evaluator.run(() -> one(evaluator, named, function));
    opened.realise(List.of(DerivedPath.of(found.derivation(), List.of(found.output()))));
    opened.keepLock();
    return opened.store().readDerivation(found.derivation()).outputPath(found.output());
  }

  private DerivationSearch.Found one(Evaluator evaluator, @Nullable String named, String function) {
    NixAttrs arguments = expression.arguments(evaluator);
    List<DerivationSearch.Found> found =
        hasExpression()
            ? DerivationSearch.in(expression.values(evaluator, null).getFirst(), arguments)
            : DerivationSearch.in(evaluator.evalExpression(ofPackages(named, function)), arguments);
    if (found.size() != 1) {
      throw new CommandException(
          ExitCode.EXPRESSION,
          "the expression describes " + found.size() + " derivations, not one image",
          "select one with -A ATTRIBUTE");
    }
    return found.getFirst();
  }

  private String ofPackages(@Nullable String named, String function) {
    if (named == null) {
      throw new CommandException(
          ExitCode.USAGE, "which image?", "name its packages (shell/git/htop), or give -f FILE");
    }
    if (!PACKAGES.matcher(named).matches() || !tag.matches("[A-Za-z0-9_.-]+")) {
      throw new CommandException(
          ExitCode.USAGE,
          "'" + named + "' names no packages",
          "packages have '/' between them: shell/git/htop");
    }
    String choice = function.equals("stream") ? "stream = true;" : "format = \"" + function + "\";";
    return "(import <nixpkgs> { }).dockerTools.imageOfPackages { name = \"%s\"; tag = \"%s\"; %s }"
        .formatted(named, tag, choice);
  }
}

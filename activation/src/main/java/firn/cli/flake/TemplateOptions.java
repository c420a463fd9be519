package firn.cli.flake;

import firn.cli.CommandException;
import firn.cli.ExitCode;
import firn.cli.FlakeOptions;
import firn.cli.Installable;
import firn.cli.Session;
import firn.cli.SessionOptions;
import firn.cli.Terminal;
import firn.eval.value.Bytes;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixPath;
import firn.eval.value.NixString;
import firn.eval.value.Value;
import firn.store.posix.PathBytes;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which template a flake begins with. */
final class TemplateOptions {
  private static final Installable.Places TEMPLATES =
      new Installable.Places(
          List.of("templates.default", "defaultTemplate"), List.of("templates."));

  @Mixin SessionOptions session;
  @Mixin FlakeOptions options;

  @Option(
      names = {"-t", "--template"},
      paramLabel = "FLAKE#NAME",
      description = "The template; the default one of the flake without a name.")
  String template = "templates";

  /** Copies the template into a folder. */
  int copyTo(Path folder, Terminal terminal) {
    try (Session opened = new Session(session, terminal, true)) {
      opened.forFlakes();
      Installable wanted = Installable.parse(template);
      opened
          .evaluator()
          .run(() -> {
            NixAttrs found =
                wanted.find(opened, options.withoutWriting(), session, TEMPLATES).value().asAttrs();
            new TemplateCopy(folder, terminal).copy(source(found, opened.root()));
            @Nullable Value welcome = found.get("welcomeText");
            if (welcome != null) {
              terminal.say("\n" + Bytes.toUnicode(welcome.asBytes()).stripTrailing());
            }
            return null;
          });
    }
    return ExitCode.DONE;
  }

  /** The folder of a template, which lies in the store. */
  private static Path source(NixAttrs template, Path root) {
    String path =
        switch (template.require("path").force()) {
          case NixPath it -> it.path();
          case NixString it -> it.bytes();
          case Value other ->
              throw new CommandException(
                  ExitCode.EXPRESSION,
                  "the path of a template is a " + other.type() + ", not a path",
                  "write path = ./FOLDER; in the flake's templates");
        };
    if (!path.startsWith("/nix/store/")) {
      throw new CommandException(
          ExitCode.EXPRESSION,
          "the template '" + Bytes.toUnicode(path) + "' lies outside of the store",
          "name a folder inside the flake, such as path = ./template;");
    }
    return PathBytes.toPath(PathBytes.of(root) + path);
  }
}

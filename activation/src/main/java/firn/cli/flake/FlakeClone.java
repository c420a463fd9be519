package firn.cli.flake;

import firn.cli.CommandException;
import firn.cli.ExitCode;
import firn.cli.FlakeOptions;
import firn.cli.Session;
import firn.cli.SessionOptions;
import firn.eval.fetch.FetchAttributes;
import firn.eval.fetch.Input;
import firn.eval.value.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code firn flake clone}. */
@Command(
    name = "clone",
    description = "Make a checkout of the repository that a flake comes from, to work on it.")
final class FlakeClone implements Callable<Integer> {
  @ParentCommand FlakeCommand flakeCommand;
  @Mixin SessionOptions session;

  @Parameters(paramLabel = "FLAKE", description = "The flake, such as github:OWNER/REPO.")
  String flake = "";

  @Option(
      names = {"-f", "--dest"},
      paramLabel = "DIR",
      required = true,
      description = "The folder to make.")
  Path destination = Path.of("");

  @Override
  public Integer call() throws IOException, InterruptedException {
    Input input;
    try (Session opened = new Session(session, flakeCommand.terminal(), false)) {
      input = opened.flakes().resolve(FlakeOptions.ref(flake)).input();
    }
    List<String> command = command(input, destination.toString());
    int code = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (code != 0) {
      throw new CommandException(
          ExitCode.BUILD,
          "'" + String.join(" ", command) + "' failed with exit code " + code,
          null);
    }
    return ExitCode.DONE;
  }

  private static List<String> command(Input input, String destination) {
    FetchAttributes attributes = input.attributes();
    List<String> command = new ArrayList<>();
    switch (input.type()) {
      case "git" -> {
        command.addAll(List.of("git", "clone"));
        input.ref().ifPresent(ref -> command.addAll(List.of("--branch", Bytes.toUnicode(ref))));
        command.addAll(List.of("--", Bytes.toUnicode(attributes.require("url")), destination));
      }
      case "hg" ->
          command.addAll(
              List.of(
                  "hg", "clone", "--", Bytes.toUnicode(attributes.require("url")), destination));
      case "github", "gitlab", "sourcehut" -> {
        command.addAll(List.of("git", "clone"));
        input.ref().ifPresent(ref -> command.addAll(List.of("--branch", Bytes.toUnicode(ref))));
        String host = attributes.text("host").orElse(host(input.type()));
        String repository = attributes.require("owner") + "/" + attributes.require("repo");
        command.addAll(List.of("--", "https://" + host + "/" + repository, destination));
      }
      default ->
          throw new CommandException(
              ExitCode.EXPRESSION,
              "do not know how to clone input '" + Bytes.toUnicode(input.toString()) + "'",
              "only flakes in Git and Mercurial repositories can be cloned");
    }
    return command;
  }

  private static String host(String type) {
    return switch (type) {
      case "github" -> "github.com";
      case "gitlab" -> "gitlab.com";
      default -> "git.sr.ht";
    };
  }
}

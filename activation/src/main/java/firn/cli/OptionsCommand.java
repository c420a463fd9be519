package firn.cli;

import firn.eval.Evaluator;
import firn.eval.value.AttrsBuilder;
import firn.eval.value.Bytes;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixList;
import firn.eval.value.NixPath;
import firn.eval.value.Value;
import firn.modules.Library;
import firn.modules.OptionsJson;
import firn.modules.reference.DocumentedOption;
import firn.modules.reference.DocumentedOptions;
import firn.modules.reference.HtmlReference;
import firn.modules.reference.ManualPage;
import firn.modules.reference.MarkdownReference;
import firn.modules.schema.JsonSchema;
import firn.store.posix.PathBytes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code firn options}. */
@Command(
    name = "options",
    description = {
      "Print a reference of all options: those of a system, or of your own modules.",
      "Without --config, --modules or --flake: the options that come with Firn. Builds nothing."
    })
final class OptionsCommand implements Callable<Integer> {
  /** What the reference is written as; the names are those of the option. */
  enum Format {
    OPTIONS_JSON("options-json"),
    JSON_SCHEMA("json-schema"),
    MARKDOWN("markdown"),
    HTML("html"),
    MAN("man");

    private final String label;

    Format(String label) {
      this.label = label;
    }

    @Override
    public String toString() {
      return label;
    }
  }

  /** A system without a word of configuration. */
  private static final String SHIPPED =
      "{ root }: (import (root + \"/nixos\") { configuration = { }; }).options";

  private static final String OWN =
      """
      { root, modules }:
      let
        lib = import (root + "/lib");
        surroundings = {
          _file = "firn options";
          config._module.args.pkgs = lib.mkDefault (import <nixpkgs> { });
          # They may define options of a system, which is not here.
          config._module.check = lib.mkDefault false;
        };
      in
      (lib.evalModules { modules = modules ++ [ surroundings ]; }).options
      """;

  @ParentCommand FirnCommand firn;
  @Mixin SessionOptions session;
  @Mixin FlakeOptions locking;

  @Option(
      names = "--format",
      required = true,
      paramLabel = "FORMAT",
      description = "One of ${COMPLETION-CANDIDATES}.")
  Format format = Format.OPTIONS_JSON;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "A system with this configuration, whose modules may declare options as well.")
  @Nullable Path configuration;

  @Option(
      names = {"-m", "--modules"},
      paramLabel = "FILE",
      description = "This module, without those of a system; may be repeated.")
  List<Path> modules = new ArrayList<>();

  @Option(
      names = "--flake",
      paramLabel = "FLAKE#NAME",
      description = {
        "A configuration or a module that a flake offers, by its name below nixosConfigurations,",
        "nixosModules, homeConfigurations, flakeModules or the like, or by its whole path."
      })
  @Nullable String flake;

  @Option(names = "--title", paramLabel = "TEXT", description = "What the reference is called.")
  @Nullable String title;

  @Parameters(
      paramLabel = "PATH",
      arity = "0..1",
      description = "Only options below this path; not for json-schema.")
  String path = "";

  @Override
  public Integer call() {
    int sources =
        (configuration == null ? 0 : 1) + (modules.isEmpty() ? 0 : 1) + (flake == null ? 0 : 1);
    if (sources > 1) {
      throw new CommandException(
          ExitCode.USAGE, "--config, --modules and --flake exclude each other", null);
    }
    if (format == Format.JSON_SCHEMA && !path.isEmpty()) {
      throw new CommandException(
          ExitCode.USAGE,
          "a JSON Schema is of all options together",
          "leave out '" + path + "', or take another format for a part of them");
    }
    try (Session opened = open()) {
      Evaluator evaluator = opened.evaluator();
      String text = evaluator.run(() -> render(evaluator, options(opened)));
      firn.terminal().print(text.stripTrailing());
    }
    return ExitCode.DONE;
  }

  private Session open() {
    return configuration == null
        ? new Session(session, firn.terminal(), false)
        : new Session(
            session,
            firn.terminal(),
            false,
            configuration.toAbsolutePath().normalize().resolveSibling("firn.lock"));
  }

  private NixAttrs options(Session opened) {
    if (configuration != null) {
      return new SystemConfiguration(opened, configuration, List.of())
          .evaluate()
          .require("options")
          .asAttrs();
    }
    if (flake != null) {
      FlakeModules found = FlakeModules.find(flake, opened, locking, session);
      return found.isConfiguration() ? found.options() : ownOptions(opened, List.of(found.value()));
    }
    return modules.isEmpty()
        ? evaluated(opened, SHIPPED, new AttrsBuilder(1))
        : ownOptions(opened, modules.stream().map(this::module).toList());
  }

  private static NixAttrs ownOptions(Session opened, List<Value> modules) {
    return evaluated(opened, OWN, new AttrsBuilder(2).put("modules", NixList.of(modules)));
  }

  private static NixAttrs evaluated(Session opened, String function, AttrsBuilder arguments) {
    return opened
        .evaluator()
        .evalExpression(function)
        .call(arguments.put("root", value(Library.root())).build())
        .asAttrs();
  }

  private Value module(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    if (!Files.exists(absolute)) {
      throw new CommandException(
          ExitCode.EXPRESSION, "the module '" + file + "' does not exist", null);
    }
    return value(absolute);
  }

  private static Value value(Path path) {
    return NixPath.of(PathBytes.of(path));
  }

  private String render(Evaluator evaluator, NixAttrs options) {
    NixAttrs library = evaluator.evalFile(Library.root().resolve("lib")).asAttrs();
    return switch (format) {
      case OPTIONS_JSON ->
          new OptionsJson(evaluator, library).render(options, Bytes.ofUnicode(path));
      case JSON_SCHEMA -> Json.pretty(JsonSchema.of(options, title()));
      case MARKDOWN -> MarkdownReference.render(documented(library, options));
      case HTML -> HtmlReference.render(title(), documented(library, options));
      case MAN -> ManualPage.render("configuration.nix", title(), documented(library, options));
    };
  }

  private List<DocumentedOption> documented(NixAttrs library, NixAttrs options) {
    return DocumentedOptions.of(library, options, Bytes.ofUnicode(path));
  }

  private String title() {
    if (title != null) {
      return title;
    }
    if (flake != null) {
      return "Options of " + flake;
    }
    return modules.isEmpty()
        ? "Options of a system"
        : "Options of " + modules.getFirst().getFileName();
  }
}

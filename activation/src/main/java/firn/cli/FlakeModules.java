package firn.cli;

import firn.eval.value.NixAttrs;
import firn.eval.value.NixString;
import firn.eval.value.Value;
import java.util.List;

/**
 * What a flake offers of a module system: an evaluated configuration, as {@code
 * nixosConfigurations} and its kin hold them, or a module, as {@code nixosModules} holds them.
 *
 * @param value the attribute of the flake that was found
 */
record FlakeModules(Value value) {

  /** The outputs that hold configurations, then those that hold modules. */
  private static final Installable.Places PLACES =
      new Installable.Places(
          List.of(
              "nixosModules.default",
              "nixosModule",
              "homeModules.default",
              "homeManagerModules.default",
              "darwinModules.default",
              "flakeModules.default",
              "nixosConfigurations.default",
              "homeConfigurations.default",
              "darwinConfigurations.default"),
          List.of(
              "nixosConfigurations.",
              "nixosModules.",
              "homeConfigurations.",
              "homeModules.",
              "homeManagerModules.",
              "darwinConfigurations.",
              "darwinModules.",
              "flakeModules."));

  /** What every evaluated configuration has one of, and no module. */
  private static final List<String> EVALUATED = List.of("extendModules", "_module", "pkgs");

  /**
   * Finds it; to be called on the evaluator's thread.
   *
   * @param reference {@code FLAKE#NAME}
   * @throws firn.eval.error.EvalException if the flake has nothing of that name
   */
  static FlakeModules find(
      String reference, Session session, FlakeOptions options, SessionOptions given) {
    Installable installable = Installable.parse(reference);
    return new FlakeModules(installable.find(session, options, given, PLACES).value());
  }

  /** Whether it is evaluated, so that its options are known. */
  boolean isConfiguration() {
    return value.force() instanceof NixAttrs set
        && set.has("options")
        && set.has("config")
        && (isTagged(set) || EVALUATED.stream().anyMatch(set::has));
  }

  private static boolean isTagged(NixAttrs set) {
    Value tag = set.get("_type");
    return tag != null
        && tag.force() instanceof NixString name
        && name.bytes().equals("configuration");
  }

  /** The options of a configuration. */
  NixAttrs options() {
    return value.asAttrs().require("options").asAttrs();
  }
}

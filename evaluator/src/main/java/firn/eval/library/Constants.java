package firn.eval.library;

import firn.eval.builtin.Builtin;
import firn.eval.builtin.EvalContext;
import firn.eval.builtin.EvalSettings;
import firn.eval.value.AttrsBuilder;
import firn.eval.value.NixBool;
import firn.eval.value.NixInt;
import firn.eval.value.NixList;
import firn.eval.value.NixNull;
import firn.eval.value.NixString;
import firn.eval.value.Value;
import firn.store.StorePath;
import java.util.ArrayList;
import java.util.List;

/** Builtins that are values. */
final class Constants {
  /** The version of Nix whose language this is; expressions ask for it to find out what works. */
  static final String NIX_VERSION = "2.31.0";

  private Constants() {}

  static List<Builtin> of(EvalContext context) {
    EvalSettings settings = context.settings();
    List<Builtin> all = new ArrayList<>();
    all.add(Builtin.constant("true", "The true value.", NixBool.TRUE).global());
    all.add(Builtin.constant("false", "The false value.", NixBool.FALSE).global());
    all.add(Builtin.constant("null", "The null value.", NixNull.NULL).global());
    all.add(Builtin.constant("nixVersion", "The version of Nix.", NixString.of(NIX_VERSION)));
    all.add(Builtin.constant("langVersion", "The version of the language.", NixInt.of(6)));
    all.add(
        Builtin.constant(
            "storeDir", "The logical directory of the store.", NixString.of(StorePath.STORE_DIR)));
    all.add(
        Builtin.constant(
            "nixPath",
            "What lookup paths such as `<nixpkgs>` are looked for in: a list of sets with `prefix`"
                + " and `path`.",
            searchPath(settings)));
    if (!settings.pure()) {
      all.add(
          Builtin.constant(
              "currentTime",
              "Seconds since 1970 when evaluation began.",
              NixInt.of(settings.currentTime())));
      all.add(
          Builtin.constant(
              "currentSystem",
              "The system evaluated on, such as `x86_64-linux`.",
              NixString.of(settings.currentSystem())));
    }
    return all;
  }

  private static Value searchPath(EvalSettings settings) {
    return NixList.of(
        settings.searchPath().stream()
            .map(e ->
                new AttrsBuilder(2)
                    .put("path", NixString.of(e.path()))
                    .put("prefix", NixString.of(e.prefix()))
                    .build())
            .toList());
  }
}

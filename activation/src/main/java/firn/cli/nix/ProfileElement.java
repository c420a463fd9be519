package firn.cli.nix;

import firn.eval.error.EvalException;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixBool;
import firn.eval.value.NixFloat;
import firn.eval.value.NixInt;
import firn.eval.value.NixList;
import firn.eval.value.NixString;
import firn.eval.value.Symbol;
import firn.eval.value.Value;
import firn.store.StorePath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A package of a profile, or one that is to become one. Text is bytes.
 *
 * @param system empty if it is not known
 * @param outPath the store path of the main output
 * @param derivation what it is built from; null where it is there already, or nobody knows
 * @param outputs the store paths of those outputs that belong into a profile, by name
 * @param meta what is said about the package, as far as a manifest can hold it
 */
record ProfileElement(
    String name,
    String system,
    String outPath,
    @Nullable StorePath derivation,
    SortedMap<String, String> outputs,
    SortedMap<String, Value> meta) {

  ProfileElement {
    outputs = Collections.unmodifiableSortedMap(new TreeMap<>(outputs));
    meta = Collections.unmodifiableSortedMap(new TreeMap<>(meta));
  }

  /** A package as an expression, or a manifest, describes it. */
  static ProfileElement of(NixAttrs set) {
    @Nullable Value system = set.get("system");
    @Nullable Value derivation = set.get("drvPath");
    SortedMap<String, Value> meta = meta(set);
    return new ProfileElement(
        set.require("name").asBytes(),
        system == null ? "unknown" : system.asBytes(),
        set.require("outPath").asBytes(),
        derivation == null ? null : StorePath.parse(derivation.asBytes()),
        outputs(set, meta.get("outputsToInstall")),
        meta);
  }

  /**
   * A store path that was named.
   *
   * @param derivation set where the path is one of its outputs
   */
  static ProfileElement of(StorePath path, @Nullable StorePath derivation) {
    StorePath named = derivation == null ? path : derivation;
    String outPath = path.toString();
    return new ProfileElement(
        named.name(),
        "",
        outPath,
        derivation,
        new TreeMap<>(Map.of("out", outPath)),
        new TreeMap<>());
  }

  private static SortedMap<String, String> outputs(NixAttrs set, @Nullable Value toInstall) {
    SortedMap<String, String> all = new TreeMap<>();
    @Nullable Value names = set.get("outputs");
    if (names == null) {
      all.put("out", set.require("outPath").asBytes());
    } else {
      for (Value name : names.asList()) {
        String output = name.asBytes();
        @Nullable Value value = set.get(output);
        if (value != null) {
          all.put(output, value.asAttrs().require("outPath").asBytes());
        }
      }
    }
    if (set.get("outputSpecified") instanceof Value specified
        && specified.force() instanceof NixBool yes
        && yes.value()) {
      all.keySet().retainAll(List.of(set.require("outputName").asBytes()));
    } else if (toInstall != null) {
      List<String> wanted = new ArrayList<>();
      toInstall.asList().forEach(output -> wanted.add(output.asBytes()));
      if (!all.keySet().containsAll(wanted)) {
        throw new EvalException("this derivation has bad 'meta.outputsToInstall'");
      }
      all.keySet().retainAll(wanted);
    }
    return all;
  }

  private static SortedMap<String, Value> meta(NixAttrs set) {
    SortedMap<String, Value> all = new TreeMap<>();
    if (set.get("meta") instanceof Value meta) {
      NixAttrs said = meta.asAttrs();
      for (Symbol name : said.names()) {
        Value value = said.require(name.name());
        if (isPlain(value)) {
          all.put(name.name(), value);
        }
      }
    }
    return all;
  }

  /** Whether a manifest can hold a value: text, numbers, truth, and lists and sets of those. */
  static boolean isPlain(Value value) {
    return switch (value.force()) {
      case NixInt i -> true;
      case NixBool b -> true;
      case NixString s -> true;
      case NixFloat f -> true;
      case NixList list -> list.asJavaList().stream().allMatch(ProfileElement::isPlain);
      case NixAttrs set ->
          !set.has("outPath")
              && set.names().stream().allMatch(name -> isPlain(set.require(name.name())));
      default -> false;
    };
  }

  ProfileElement withName(String other) {
    return new ProfileElement(other, system, outPath, derivation, outputs, meta);
  }

  ProfileElement withMeta(String flag, String value) {
    SortedMap<String, Value> changed = new TreeMap<>(meta);
    changed.put(flag, NixString.of(value));
    return new ProfileElement(name, system, outPath, derivation, outputs, changed);
  }

  /** The priority among packages of one name, where the lower number is preferred. */
  long priority() {
    Value value = meta.get("priority");
    return switch (value == null ? null : value.force()) {
      case NixInt number -> number.value();
      case NixString text when text.bytes().matches("-?[0-9]{1,18}") ->
          Long.parseLong(text.bytes());
      case null, default -> 0;
    };
  }

  /** Whether the package is not to be replaced or upgraded. */
  boolean isKept() {
    Value value = meta.get("keep");
    return switch (value == null ? null : value.force()) {
      case NixBool yes -> yes.value();
      case NixString text -> text.bytes().equals("true");
      case null, default -> false;
    };
  }

  PackageNames.Parsed parsedName() {
    return PackageNames.parse(name);
  }
}

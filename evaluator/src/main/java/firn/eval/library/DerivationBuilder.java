package firn.eval.library;

import firn.eval.builtin.Coercion;
import firn.eval.builtin.EvalContext;
import firn.eval.error.ErrorRenderer;
import firn.eval.error.EvalException;
import firn.eval.print.JsonText;
import firn.eval.print.JsonWriter;
import firn.eval.value.AttrsBuilder;
import firn.eval.value.Context;
import firn.eval.value.ContextElement;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixNull;
import firn.eval.value.NixString;
import firn.eval.value.Symbol;
import firn.eval.value.Value;
import firn.store.ContentAddress;
import firn.store.Derivation;
import firn.store.DerivationOutput;
import firn.store.HashAlgorithm;
import firn.store.MalformedException;
import firn.store.StorePath;
import firn.store.StorePaths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes one derivation of the attributes given to {@code derivationStrict}. */
final class DerivationBuilder {
  /** What may be checked of outputs, in order. */
  private static final List<String> CHECKS =
      List.of(
          "allowedReferences",
          "allowedRequisites",
          "disallowedReferences",
          "disallowedRequisites",
          "maxClosureSize",
          "maxSize");

  private final EvalContext evaluator;
  private final String name;
  private final NixAttrs attrs;
  private final Map<String, String> env = new TreeMap<>();
  private final List<String> args = new ArrayList<>();
  private Set<String> outputs = new LinkedHashSet<>(List.of("out"));
  private Context context = Context.NONE;
  private String builder = "";
  private String system = "";
  private @Nullable String outputHash;
  private @Nullable HashAlgorithm outputHashAlgo;
  private ContentAddress.@Nullable Method outputHashMode;

  DerivationBuilder(EvalContext evaluator, String name, NixAttrs attrs) {
    this.evaluator = evaluator;
    this.name = name;
    this.attrs = attrs;
  }

  Value build() {
    checkName();
    boolean structured =
        flag(
            "__structuredAttrs",
            "while evaluating the `__structuredAttrs` attribute passed to"
                + " builtins.derivationStrict");
    boolean ignoreNulls =
        flag(
            "__ignoreNulls",
            "while evaluating the `__ignoreNulls` attribute passed to"
                + " builtins.derivationStrict");
    if (structured) {
      warnOfChecks();
    }
    StringBuilder json = new StringBuilder();
    for (Symbol key : attrs.names()) {
      Value value = attrs.get(key);
      if (value == null || key.name().equals("__ignoreNulls")) {
        continue;
      }
      try {
        if (!(ignoreNulls && value.force() == NixNull.NULL)) {
          attribute(key.name(), value, structured, json);
        }
      } catch (EvalException e) {
        throw e.frame(
            "while evaluating attribute '" + key + "' of derivation '" + name + "'",
            attrs.place(key));
      }
    }
    if (structured) {
      env.put("__json", "{" + json + "}");
    }
    return finish();
  }

  /** Structured attributes have another place for what may be checked of outputs. */
  private void warnOfChecks() {
    for (String check : CHECKS) {
      if (attrs.has(check)) {
        evaluator.log(
            ErrorRenderer.renderWarning(
                "'structuredAttrs' disables the effect of the derivation attribute '"
                    + check
                    + "'; use 'outputChecks.<output>."
                    + check
                    + "' instead",
                attrs.place(Symbol.of(check)),
                "while evaluating derivation '" + name + "'"));
      }
    }
  }

  private void checkName() {
    try {
      StorePath.checkName(name);
    } catch (MalformedException e) {
      throw new EvalException(
          "invalid derivation name: " + e.getMessage() + ". Please pass a different 'name'.");
    }
  }

  private boolean flag(String attribute, String purpose) {
    Value v = attrs.get(attribute);
    return v != null && Args.bool(v, purpose);
  }

  private void attribute(String key, Value value, boolean structured, StringBuilder json) {
    switch (key) {
      case "__contentAddressed" -> unsupported(value, "content-addressed", "ca-derivations");
      case "__impure" -> unsupported(value, "impure", "impure-derivations");
      case "args" -> {
        for (Value item : value.asList().items()) {
          args.add(argument(item));
        }
      }
      default -> {
        if (structured) {
          structured(key, value, json);
        } else {
          String text = string(value);
          env.put(key, text);
          special(key, text, () -> Arrays.asList(text.trim().split("[ \\t\\n\\r]+")));
        }
      }
    }
  }

  private void unsupported(Value value, String kind, String feature) {
    if (value.asBool()) {
      throw new EvalException(
          "derivation '"
              + name
              + "' is "
              + kind
              + ", but experimental Nix feature '"
              + feature
              + "' is not supported");
    }
  }

  private String argument(Value item) {
    return collect(
        evaluator
            .coercion()
            .toString(
                item,
                new Coercion.Manner(
                    true, true, "while evaluating an element of the argument list")));
  }

  private String string(Value value) {
    return collect(evaluator.coercion().toString(value, true, true));
  }

  private String collect(NixString s) {
    context = context.union(s.context());
    return s.bytes();
  }

  private void structured(String key, Value value, StringBuilder json) {
    if (key.equals("__structuredAttrs")) {
      return;
    }
    json.append(json.isEmpty() ? "" : ",");
    JsonText.quote(key, json);
    json.append(':').append(collect(JsonWriter.write(value, evaluator.coercion(), true)));
    switch (key) {
      case "builder" -> builder = collect(value.asString());
      case "system", "outputHash", "outputHashAlgo", "outputHashMode" ->
          special(key, Args.plain(value, ""), List::of);
      case "outputs" -> {
        List<String> names = new ArrayList<>();
        for (Value item : value.asList().items()) {
          names.add(Args.plain(item, ""));
        }
        special(key, "", () -> names);
      }
      default -> {}
    }
  }

  private void special(String key, String text, java.util.function.Supplier<List<String>> names) {
    switch (key) {
      case "builder" -> builder = text;
      case "system" -> system = text;
      case "outputHash" -> outputHash = text;
      case "outputHashAlgo" -> outputHashAlgo = HashAlgorithm.byId(text).orElse(null);
      case "outputHashMode" -> outputHashMode = mode(text);
      case "outputs" -> outputs = outputs(names.get());
      default -> {}
    }
  }

  private ContentAddress.Method mode(String text) {
    return switch (text) {
      case "recursive", "nar" -> ContentAddress.Method.RECURSIVE;
      case "flat" -> ContentAddress.Method.FLAT;
      default ->
          throw new EvalException("invalid value '" + text + "' for 'outputHashMode' attribute");
    };
  }

  private static Set<String> outputs(List<String> names) {
    Set<String> all = new LinkedHashSet<>();
    for (String output : names) {
      if (output.isEmpty()) {
        continue;
      }
      if (!all.add(output)) {
        throw new EvalException("duplicate derivation output '" + output + "'");
      }
      if (output.equals("drvPath")) {
        throw new EvalException("invalid derivation output name 'drvPath'");
      }
    }
    if (all.isEmpty()) {
      throw new EvalException("derivation cannot have an empty set of outputs");
    }
    return all;
  }

  private Value finish() {
    if (builder.isEmpty()) {
      throw new EvalException("required attribute 'builder' missing");
    }
    if (system.isEmpty()) {
      throw new EvalException("required attribute 'system' missing");
    }
    if (name.endsWith(Derivation.EXTENSION)) {
      throw new EvalException(
          "derivation names are allowed to end in '.drv' only if they produce a single derivation"
              + " file");
    }
    DerivationInputs inputs = new DerivationInputs(evaluator.store());
    context.elements().forEach(inputs::add);
    Map<String, DerivationOutput> made = outputHash == null ? deferred() : fixed(outputHash);
    Derivation drv =
        Derivation.of(
            name, made, inputs.derivations(), inputs.sources(), system, builder, args, env);
    Derivation complete = outputHash == null ? evaluator.store().complete(drv) : drv;
    StorePath path = evaluator.store().addDerivation(complete);
    return result(complete, path);
  }

  private Map<String, DerivationOutput> deferred() {
    Map<String, DerivationOutput> made = new TreeMap<>();
    for (String output : outputs) {
      env.put(output, "");
      made.put(output, new DerivationOutput.Deferred());
    }
    return made;
  }

  private Map<String, DerivationOutput> fixed(String hash) {
    if (!outputs.equals(Set.of("out"))) {
      throw new EvalException("multiple outputs are not supported in fixed-output derivations");
    }
    ContentAddress.Method method =
        outputHashMode == null ? ContentAddress.Method.FLAT : outputHashMode;
    ContentAddress address = new ContentAddress(method, Hashes.parse(hash, outputHashAlgo));
    StorePath path = StorePaths.fixed(name, address);
    env.put("out", path.toString());
    return Map.of("out", new DerivationOutput.Fixed(path, address));
  }

  private static Value result(Derivation drv, StorePath path) {
    AttrsBuilder all = new AttrsBuilder(drv.outputs().size() + 1);
    String drvPath = path.toString();
    all.put(
        "drvPath",
        NixString.of(drvPath, Context.of(new ContextElement.DerivationClosure(drvPath))));
    drv.outputs()
        .forEach((output, value) ->
            all.put(
                output,
                NixString.of(
                    value.requirePath().toString(),
                    Context.of(new ContextElement.Output(drvPath, output)))));
    return all.build();
  }
}

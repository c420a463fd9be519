package firn.modules;

import firn.eval.builtin.Builtin;
import firn.eval.value.AttrsBuilder;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixBool;
import firn.eval.value.NixNull;
import firn.eval.value.NixString;
import firn.eval.value.Value;
import firn.modules.option.AnythingMerge;
import firn.modules.option.AttrsMerge;
import firn.modules.option.CoercedMerge;
import firn.modules.option.Curried;
import firn.modules.option.DefaultMerge;
import firn.modules.option.Definition;
import firn.modules.option.EitherMerge;
import firn.modules.option.EqualMerge;
import firn.modules.option.ListMerge;
import firn.modules.option.NarrowedMerge;
import firn.modules.option.NullOrMerge;
import firn.modules.option.OptionContext;
import firn.modules.option.OptionType;
import firn.modules.option.StringMerge;
import firn.modules.option.SubmoduleMerge;
import firn.modules.option.TypeShape;
import firn.modules.option.UniqueMerge;
import java.util.List;
import java.util.stream.Stream;

/** The checks and merge functions of the common types, as builtins for the library. */
record TypeBuiltins(OptionContext context) {

  Stream<Builtin> builtins() {
    return Stream.of(
        Builtin.unary(
            "__mkOptionType",
            "defaults",
            "A function that makes option types; see `lib.types.mkOptionType`. The defaults are what a"
                + " type does not say.",
            defaults -> {
              TypeShape shape = new TypeShape(defaults.asAttrs());
              return new Curried("mkOptionType", type -> shape.of(type.asAttrs()));
            }),
        Builtin.unary(
            "__coherentCheck",
            "check",
            "A type's `check` that its merge function knows of.",
            check ->
                new AttrsBuilder(2)
                    .put("__functor", new Curried("check", self -> check))
                    .put("isV2MergeCoherent", NixBool.TRUE)
                    .build()),
        Builtin.binary(
            "__headError",
            "check",
            "defs",
            "What is wrong with those definitions that a check refuses; null if it refuses none.",
            (check, definitions) -> {
              String error = OptionType.headError(context, check, Definition.listOf(definitions));
              return error == null ? NixNull.NULL : NixAttrs.of("message", NixString.of(error));
            }),
        Builtin.constant("__mergeEqual", "Takes the equal value.", new EqualMerge(context)),
        Builtin.constant(
            "__mergeDefault", "Merges by the kind of the values.", new DefaultMerge(context)),
        Builtin.binary(
            "__mergeUnique",
            "message",
            "merge",
            "Takes the only definition; `merge` is a merge function for it, or null.",
            (message, merge) ->
                new UniqueMerge(context, message, EngineBuiltins.isNull(merge) ? null : merge)),
        Builtin.unary(
            "__mergeStrings",
            "separator",
            "Joins strings.",
            separator -> new StringMerge(separator.asBytes())),
        Builtin.unary(
            "__mergeAnything",
            "anything",
            "Merges values of one type, whatever it is.",
            anything -> new AnythingMerge(context, type(anything))),
        Builtin.unary(
            "__mergeNullOr",
            "elemType",
            "Null, or what the element type makes of the definitions.",
            element -> new NullOrMerge(type(element))),
        Builtin.binary(
            "__mergeAttrs",
            "lazy",
            "elemType",
            "Merges sets by attribute.",
            (lazy, element) -> new AttrsMerge(context, type(element), lazy.asBool()).asAttribute()),
        Builtin.unary(
            "__mergeList",
            "elemType",
            "Concatenates lists.",
            element -> new ListMerge(context, type(element)).asAttribute()),
        Builtin.ternary(
            "__mergeEither",
            "warn",
            "left",
            "right",
            "Merges by the first of two types that accepts all definitions.",
            (warn, left, right) ->
                new EitherMerge(context, warn, type(left), type(right)).asAttribute()),
        Builtin.ternary(
            "__mergeCoerced",
            "from",
            "coerce",
            "to",
            "Coerces definitions of one type and merges them as another.",
            (from, coerce, to) -> new CoercedMerge(type(from), coerce, type(to)).asAttribute()),
        Builtin.binary(
            "__mergeNarrowed",
            "type",
            "predicate",
            "Merges by a type and checks the definitions further.",
            (wide, predicate) -> new NarrowedMerge(context, type(wide), predicate).asAttribute()),
        Builtin.of(
            "__mergeSubmodule",
            List.of("check", "base", "onlyConfig"),
            "Evaluates definitions as modules of a submodule.",
            arguments ->
                new SubmoduleMerge(context, arguments[0], arguments[1], arguments[2])
                    .asAttribute()));
  }

  private OptionType type(Value written) {
    return new OptionType(context, written);
  }
}

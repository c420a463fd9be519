/**
  Types that accept one of several: enumerations, alternatives, null, coercions, and the demand for a single definition.
*/
{ lib, types }:
let
  inherit (types) mkOptionType optionDescriptionPhrase defaultFunctor;
  inherit (lib.options) mergeEqualOption;

  elementFunctor = import ./element-functor.nix;
  noun = optionDescriptionPhrase (class: class == "noun");
  nounOrConjunction = optionDescriptionPhrase (class: class == "noun" || class == "conjunction");
  anyWord = optionDescriptionPhrase (
    class:
    builtins.elem class [
      "composite"
      "conjunction"
      "noun"
    ]
  );

  showChoice =
    value:
    {
      string = ''"${value}"'';
      int = toString value;
      bool = if value then "true" else "false";
    }
    .${builtins.typeOf value} or "<${builtins.typeOf value}>";
in
{
  /**
    One of the listed values; two enumerations merge into one of all their values.
  */
  enum =
    values:
    let
      count = builtins.length values;
    in
    mkOptionType {
      name = "enum";
      description =
        if count == 0 then
          "impossible (empty enum)"
        else if count == 1 then
          "value ${showChoice (builtins.head values)} (singular enum)"
        else
          "one of ${builtins.concatStringsSep ", " (map showChoice values)}";
      descriptionClass = if count < 2 then "noun" else "conjunction";
      check = value: builtins.elem value values;
      merge = mergeEqualOption;
      functor = defaultFunctor "enum" // {
        payload = {
          inherit values;
        };
        type = payload: types.enum payload.values;
        binOp = a: b: { values = lib.lists.unique (a.values ++ b.values); };
      };
    };

  /**
    The first of two types that accepts all definitions.
  */
  either =
    left: right:
    let
      functor = {
        name = "either";
        type = types.either;
        payload.elemType = [
          left
          right
        ];
        binOp =
          a: b:
          let
            elemType = lib.lists.zipListsWith (x: y: x.typeMerge y.functor) a.elemType b.elemType;
          in
          if builtins.elem null elemType then null else { inherit elemType; };
      };
    in
    mkOptionType {
      name = "either";
      description =
        if (left.descriptionClass or null) == "nonRestrictiveClause" then
          "${left.description}, or ${nounOrConjunction right}"
        else
          "${nounOrConjunction left} or ${anyWord right}";
      descriptionClass = "conjunction";
      check = builtins.__coherentCheck (x: left.check x || right.check x);
      merge = builtins.__mergeEither lib.trivial.warn left right;
      inherit functor;
      typeMerge =
        other:
        if other.name != "either" then
          null
        else
          let
            mergedLeft = left.typeMerge (builtins.elemAt other.payload.elemType 0).functor;
            mergedRight = right.typeMerge (builtins.elemAt other.payload.elemType 1).functor;
          in
          if mergedLeft == null || mergedRight == null then null else types.either mergedLeft mergedRight;
      nestedTypes = {
        inherit left right;
      };
    };

  oneOf =
    choices:
    if choices == [ ] then
      throw "types.oneOf needs to get at least one type in its argument"
    else
      builtins.foldl' types.either (builtins.head choices) (builtins.tail choices);

  nullOr =
    elemType:
    mkOptionType {
      name = "nullOr";
      description = "null or ${nounOrConjunction elemType}";
      descriptionClass = "conjunction";
      check = value: if value == null then true else elemType.check value;
      merge = builtins.__mergeNullOr elemType;
      emptyValue.value = null;
      inherit (elemType) getSubOptions getSubModules;
      substSubModules = modules: types.nullOr (elemType.substSubModules modules);
      functor = elementFunctor {
        name = "nullOr";
        type = payload: types.nullOr payload.elemType;
        inherit elemType;
      };
      nestedTypes = {
        inherit elemType;
      };
    };

  /**
    Values of `finalType`, and values of `coercedType`, which `coerce` turns into them.
  */
  coercedTo =
    coercedType: coerce: finalType:
    if coercedType.getSubModules != null then
      throw "coercedTo: coercedType must not have submodules (it’s a ${coercedType.description})"
    else
      mkOptionType {
        name = "coercedTo";
        description = "${noun finalType} or ${noun coercedType} convertible to it";
        check = builtins.__coherentCheck (
          x: (coercedType.check x && finalType.check (coerce x)) || finalType.check x
        );
        merge = builtins.__mergeCoerced coercedType coerce finalType;
        inherit (finalType) emptyValue getSubOptions getSubModules;
        substSubModules = modules: types.coercedTo coercedType coerce (finalType.substSubModules modules);
        typeMerge = _: null;
        functor = defaultFunctor "coercedTo";
        nestedTypes = {
          inherit coercedType finalType;
        };
      };

  /**
    A type that takes one definition only, with a message for whoever writes a second one.
  */
  unique =
    { message }:
    elemType:
    mkOptionType {
      name = "unique";
      inherit (elemType)
        description
        descriptionClass
        check
        emptyValue
        getSubOptions
        getSubModules
        ;
      merge = lib.options.mergeUniqueOption {
        inherit message;
        inherit (elemType) merge;
      };
      substSubModules = modules: types.unique { inherit message; } (elemType.substSubModules modules);
      functor = elementFunctor {
        name = "unique";
        type = payload: types.unique { inherit message; } payload.elemType;
        inherit elemType;
      };
      nestedTypes = {
        inherit elemType;
      };
    };
  uniq = types.unique { message = ""; };

  /**
    Values that a serialisation format can hold, named after it.
  */
  serializableValueWith =
    {
      typeName,
      nullable ? true,
    }:
    let
      value = (if nullable then types.nullOr else lib.trivial.id) concrete // {
        description = "${typeName} value";
      };
      concrete = types.oneOf [
        types.bool
        types.int
        types.float
        types.str
        types.path
        (types.attrsOf value)
        (types.listOf value)
      ];
    in
    value;
  json = types.serializableValueWith { typeName = "JSON"; };
  toml = types.serializableValueWith {
    typeName = "TOML";
    nullable = false;
  };
}

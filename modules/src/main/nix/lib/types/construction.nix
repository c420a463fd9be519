/**
  How a type is made, described and merged with another type.
*/
{ lib, types }:
rec {
  /**
    Whether `x` is a set tagged with the given `_type`.
  */
  isType = tag: x: (x._type or "") == tag;

  /**
    Tag a set with a `_type`.
  */
  setType = tag: set: set // { _type = tag; };

  isOptionType = isType "option-type";

  /**
    The functor of a type without parameters: it merges with a type of the same name, and with no other.
  */
  defaultFunctor = name: {
    inherit name;
    type = types.${name} or null;
    payload = null;
    binOp = _: _: null;
  };

  /**
    Merge two types by their functors: same name, and payloads that `binOp` can join. Gives null where they do not merge.
  */
  defaultTypeMerge =
    mine: theirs:
    if mine.name != theirs.name then
      null
    else if mine.payload == null then
      assert theirs.payload == null;
      mine.type
    else
      assert theirs.payload != null;
      let
        joined = mine.binOp mine.payload theirs.payload;
      in
      if joined == null then null else mine.type joined;

  /**
    Make an option type.

    Its attributes: `name`, which it must have; `description` and `descriptionClass`; `check`; `merge`; `emptyValue`; `getSubOptions`,
    `getSubModules` and `substSubModules`; `functor` and `typeMerge`; `nestedTypes`; `deprecationMessage`.

    `check` looks at the head of one definition; `merge loc defs` joins definitions that passed it, either as a function or as a
    set `{ __functor; v2; }` whose `v2 { loc, defs }` gives `{ value, headError, valueMeta }`.
  */
  mkOptionType = builtins.__mkOptionType {
    _type = "option-type";
    descriptionClass = null;
    check = _: true;
    merge = lib.options.mergeDefaultOption;
    emptyValue = { };
    getSubOptions = _: { };
    getSubModules = null;
    substSubModules = _: null;
    functor = defaultFunctor;
    typeMerge = defaultTypeMerge;
    deprecationMessage = null;
    nestedTypes = { };
  };

  /**
    The description of a type as part of a longer one: in parentheses unless its class may stand bare there.
  */
  optionDescriptionPhrase =
    standsBare: type:
    if standsBare (type.descriptionClass or null) then type.description else "(${type.description})";

  /**
    Narrow a type by a further predicate on the head of a definition.
  */
  addCheck =
    type: predicate:
    type
    // (
      if type.merge ? v2 then
        {
          check = builtins.__coherentCheck (x: type.check x && predicate x);
          merge = builtins.__mergeNarrowed type predicate;
        }
      else
        { check = x: type.check x && predicate x; }
    );

  /**
    Merge two types; a set tagged `merge-error` where that is impossible.
  */
  mergeTypes =
    a: b:
    let
      joined =
        if
          builtins.all isOptionType [
            a
            b
          ]
        then
          a.typeMerge b.functor
        else
          abort "mergeTypes: both arguments must be option types";
    in
    if joined == null then setType "merge-error" { error = "Cannot merge types"; } else joined;

  /**
    Turns the check for undeclared options off while options are listed without a configuration.
  */
  noCheckForDocsModule = {
    _file = "<module for documentation: values are not checked>";
    config._module.check = lib.modules.mkForce false;
  };
}

/**
  Values from the environment, flags and requirements.
*/
{ lib }:
let
  inherit (builtins)
    all
    elem
    elemAt
    getEnv
    head
    isAttrs
    isInt
    isList
    tail
    ;
in
rec {
  /**
    A variable of the environment, or a default where it is empty.
  */
  maybeEnv =
    name: default:
    let
      value = getEnv name;
    in
    if value != "" then value else default;

  /**
    The value, or the empty value of its kind where the condition does not hold.
  */
  ifEnable =
    condition: value:
    if condition then
      value
    else if isList value then
      [ ]
    else if isAttrs value then
      { }
    else if builtins.isBool value then
      false
    else
      null;

  /**
    Is a flag on: named in `flags`, or true in the set?
  */
  checkFlag =
    set: name:
    if name == "true" || name == "false" then
      name == "true"
    else
      elem name (set.flags or [ ]) || set.${name} or false;

  /**
    The value of a name: in the set, as a flag, or in a list of pairs; null where there is none.
  */
  getValue =
    set: pairs: name:
    let
      found = builtins.filter (pair: head pair == name) pairs;
    in
    set.${name} or (
      if checkFlag set name then
        true
      else if found == [ ] then
        null
      else
        elemAt (head found) 1
    );

  /**
    Does every flag that is on have values for the names it requires? Lists: a flag, then names.
  */
  checkReqs =
    set: pairs: requirements:
    let
      isGiven =
        name:
        let
          value = getValue set pairs name;
        in
        value != null && value != false;
    in
    all (entry: checkFlag set (head entry) -> all isGiven (tail entry)) requirements;

  /**
    A name for the type of a value.
  */
  nixType =
    value:
    if isAttrs value then
      if value ? outPath then "derivation" else "attrs"
    else if lib.trivial.isFunction value then
      "function"
    else if isList value then
      "list"
    else if builtins.isBool value then
      "bool"
    else if value == null then
      "null"
    else if isInt value then
      "int"
    else
      "string";
}

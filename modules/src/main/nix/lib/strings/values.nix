/**
  Strings and values that can stand for them.
*/
{ lib }:
let
  inherit (builtins)
    elem
    isList
    isPath
    isString
    match
    storeDir
    substring
    typeOf
    ;

  printable = [
    "null"
    "int"
    "float"
    "bool"
  ];
in
rec {
  inherit (builtins)
    appendContext
    elem
    elemAt
    filter
    fromJSON
    genList
    head
    isAttrs
    isInt
    isList
    isPath
    isString
    readFile
    storeDir
    tail
    toJSON
    typeOf
    unsafeDiscardStringContext
    ;

  /**
    Can the value be interpolated into a string?

    Type: isStringLike :: any -> bool
    Example: isStringLike { outPath = "/x"; } => true
  */
  isStringLike = value: isString value || isPath value || value ? outPath || value ? __toString;

  /**
    Can `toString` convert the value?

    Type: isConvertibleWithToString :: any -> bool
    Example: isConvertibleWithToString [ 1 "a" ] => true
  */
  isConvertibleWithToString =
    value:
    if isList value then
      builtins.all isConvertibleWithToString value
    else
      elem (typeOf value) printable || isStringLike value;

  /**
    Does the value denote a path directly inside the store? Placeholders of content-addressed
      outputs
    count.

    Type: isStorePath :: any -> bool
    Example: isStorePath "/nix/store/…-python-3.12/bin/python" => false
  */
  isStorePath =
    value:
    let
      text = toString value;
      isPlaceholder = match "/[0-9a-z]{52}" text != null;
    in
    isStringLike value && substring 0 1 text == "/" && (dirOf text == storeDir || isPlaceholder);

  /**
    What a file holds, without the last line end.

    Type: fileContents :: path -> string
    Example: fileContents ./version => "1.2.3"
  */
  fileContents = file: lib.strings.removeSuffix "\n" (builtins.readFile file);
}

/**
  GVariant values, as dconf stores them. Text format: https://docs.gtk.org/glib/gvariant-text-format.html
*/
{ lib }:
let
  inherit (builtins)
    all
    concatStringsSep
    head
    isAttrs
    isBool
    isFloat
    isInt
    isList
    isString
    typeOf
    ;
  inherit (lib.strings) escape replaceString;

  type = import ./types.nix;
  integers = import ./integers.nix;

  # A value of a type, with the function that writes its `value`; by default the type stands before it.
  make = signature: show: value: {
    _type = "gvariant";
    type = signature;
    inherit value;
    __toString = self: show self;
  };

  typed = self: text: "@${self.type} ${text}";
  plain = signature: make signature (self: typed self (toString self.value));
  untyped = signature: make signature (self: toString self.value);

  members = values: concatStringsSep "," (map toString values);

  unclearNumber =
    number:
    let
      fits = kind: (kind.min == null || kind.min <= number) && (kind.max == null || number <= kind.max);
      line = kind: "- `lib.gvariant.${kind.name}` for `${kind.type}`";
      suggestions = concatStringsSep "\n" (map line (builtins.filter fits integers));
    in
    throw "The GVariant type for number “${toString number}” is unclear.\nPlease wrap the value with one of the following, depending on the value type in GSettings schema:\n\n${suggestions}\n";

  mkMaybe =
    elementType:
    make (type.maybeOf elementType) (
      self: if self.value == null then typed self "nothing" else "just ${toString self.value}"
    );
in
rec {
  inherit type mkMaybe;

  /**
    The constructors of integers with their ranges; null where the language's integers end first.
  */
  intConstructors = integers;

  /**
    Is it a GVariant value already? Type: isGVariant :: any -> bool
  */
  isGVariant = value: (value._type or "") == "gvariant";

  /**
    The GVariant of a boolean, float, string or list. Throws for integers, whose type is not clear, and
    for sets, which need `mkDictionaryEntry`.

    Type: mkValue :: any -> gvariant
    Example: toString (mkValue [ true ]) => "@ab [true]"
  */
  mkValue =
    value:
    if isGVariant value then
      value
    else if isBool value then
      mkBoolean value
    else if isFloat value then
      mkDouble value
    else if isString value then
      mkString value
    else if isList value then
      mkArray value
    else if isInt value then
      unclearNumber value
    else if isAttrs value then
      throw "Cannot construct GVariant value from an attribute set. If you want to construct a dictionary, you will need to create an array containing items constructed with `lib.gvariant.mkDictionaryEntry`."
    else
      throw "The GVariant type of “${typeOf value}” can't be inferred.";

  /**
    An array of values of one type, at least one. Type: mkArray :: [ any ] -> gvariant
  */
  mkArray =
    elements:
    let
      values = map mkValue elements;
      elementType = (head values).type;
    in
    if elements == [ ] then
      throw "Please create empty array with mkEmptyArray."
    else if !(all (value: value.type == elementType) values) then
      throw "Elements in a list should have same type."
    else
      make (type.arrayOf elementType) (self: typed self "[${members self.value}]") values;

  /**
    An empty array of a type. Type: mkEmptyArray :: type -> gvariant
  */
  mkEmptyArray = elementType: make (type.arrayOf elementType) (self: typed self "[]") [ ];

  /**
    A value that carries its type. Type: mkVariant :: any -> gvariant
  */
  mkVariant = element: make type.variant (self: "<${toString self.value}>") (mkValue element);

  /**
    A key and a value of a dictionary. Type: mkDictionaryEntry :: any -> any -> gvariant
  */
  mkDictionaryEntry =
    name: value:
    let
      key = mkValue name;
      content = mkValue value;
    in
    make (type.dictionaryEntryOf key.type content.type) (
      self: typed self "{${toString key},${toString content}}"
    ) { inherit name value; };

  /**
    Nothing, of a type. Type: mkNothing :: type -> gvariant
  */
  mkNothing = elementType: mkMaybe elementType null;

  /**
    A value where there might be none. Type: mkJust :: any -> gvariant
  */
  mkJust =
    element:
    let
      value = mkValue element;
    in
    mkMaybe value.type value;

  /**
    Values of various types. Type: mkTuple :: [ any ] -> gvariant
  */
  mkTuple =
    elements:
    let
      values = map mkValue elements;
    in
    make (type.tupleOf (map (value: value.type) values)) (
      self: typed self "(${members self.value})"
    ) values;

  /**
    Type: mkBoolean :: bool -> gvariant
  */
  mkBoolean = make type.boolean (self: lib.trivial.boolToString self.value);

  /**
    Type: mkString :: string -> gvariant
  */
  mkString =
    let
      quoted = text: replaceString "\n" "\\n" (escape [ "'" "\\" ] text);
    in
    make type.string (self: "'${quoted self.value}'");

  /**
    The path of a D-Bus object. Type: mkObjectpath :: string -> gvariant
  */
  mkObjectpath = make type.string (self: "objectpath '${escape [ "'" ] self.value}'");

  /**
    Type: mkUchar :: int -> gvariant
  */
  mkUchar = plain type.uchar;

  /**
    Type: mkInt16 :: int -> gvariant
  */
  mkInt16 = plain type.int16;

  /**
    Type: mkUint16 :: int -> gvariant
  */
  mkUint16 = plain type.uint16;

  /**
    What a number without a type is. Type: mkInt32 :: int -> gvariant
  */
  mkInt32 = untyped type.int32;

  /**
    Type: mkUint32 :: int -> gvariant
  */
  mkUint32 = plain type.uint32;

  /**
    Type: mkInt64 :: int -> gvariant
  */
  mkInt64 = plain type.int64;

  /**
    Type: mkUint64 :: int -> gvariant
  */
  mkUint64 = plain type.uint64;

  /**
    Type: mkDouble :: float -> gvariant
  */
  mkDouble = untyped type.double;
}

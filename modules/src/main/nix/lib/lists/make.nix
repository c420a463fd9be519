/**
  New lists.
*/
{ lib }:
let
  inherit (builtins)
    concatLists
    elemAt
    genList
    isList
    length
    ;
in
{
  inherit (builtins)
    concatLists
    genList
    isList
    length
    ;

  /**
    A list of one element.

    Type: singleton :: a -> [ a ]
    Example: singleton 1 => [ 1 ]
  */
  singleton = element: [ element ];

  /**
    A list of one element, or an empty one where the condition does not hold.

    Type: optional :: bool -> a -> [ a ]
    Example: optional true "x" => [ "x" ]
  */
  optional = condition: element: if condition then [ element ] else [ ];

  /**
    The list, or an empty one where the condition does not hold.

    Type: optionals :: bool -> [ a ] -> [ a ]
    Example: optionals false [ 1 2 ] => [ ]
  */
  optionals = condition: elements: if condition then elements else [ ];

  /**
    A list stays as it is; any other value becomes a list of one.

    Type: toList :: [ a ] | a -> [ a ]
    Example: toList "x" => [ "x" ]
  */
  toList = value: if isList value then value else [ value ];

  /**
    All integers between two, both included.

    Type: range :: int -> int -> [ int ]
    Example: range 2 4 => [ 2 3 4 ]
  */
  range = from: to: if to < from then [ ] else genList (i: i + from) (to - from + 1);

  /**
    One element, repeated.

    Type: replicate :: int -> a -> [ a ]
    Example: replicate 2 "x" => [ "x" "x" ]
  */
  replicate = count: element: genList (_: element) count;

  /**
    The elements of nested lists, in one list.

    Type: flatten :: any -> [ any ]
    Example: flatten [ 1 [ 2 [ 3 ] ] ] => [ 1 2 3 ]
  */
  flatten =
    let
      leaves = value: if isList value then builtins.concatMap leaves value else [ value ];
    in
    leaves;

  /**
    A list backwards.

    Type: reverseList :: [ a ] -> [ a ]
    Example: reverseList [ 1 2 ] => [ 2 1 ]
  */
  reverseList =
    list:
    let
      lastIndex = length list - 1;
    in
    genList (i: elemAt list (lastIndex - i)) (lastIndex + 1);

  /**
    The list with one element exchanged. Throws where there is no such index.

    Type: replaceElemAt :: [ a ] -> int -> a -> [ a ]
    Example: replaceElemAt [ 1 2 3 ] 1 "x" => [ 1 "x" 3 ]
  */
  replaceElemAt =
    list: index: element:
    let
      size = length list;
    in
    if index < 0 || index >= size then
      throw "'lists.replaceElemAt' called with index ${toString index} on a list of size ${toString size}"
    else
      genList (i: if i == index then element else elemAt list i) size;

  /**
    The lists in a set, joined in the order of the names.

    Type: concatAttrValues :: { ${name} :: [ a ] } -> [ a ]
    Example: concatAttrValues { a = [ 1 ]; b = [ 2 ]; } => [ 1 2 ]
  */
  concatAttrValues = set: concatLists (builtins.attrValues set);
}

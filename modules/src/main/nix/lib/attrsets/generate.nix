/**
  Sets made from lists.
*/
{ lib }:
let
  inherit (builtins)
    attrNames
    concatMap
    foldl'
    listToAttrs
    ;
in
rec {
  inherit (builtins) listToAttrs;

  /**
    A set with the given names, whose values a function makes from them.

    Type: genAttrs :: [ string ] -> (string -> any) -> attrs
    Example: genAttrs [ "a" "b" ] (name: "x_" + name) => { a = "x_a"; b = "x_b"; }
  */
  genAttrs =
    names: f:
    listToAttrs (
      map (name: {
        inherit name;
        value = f name;
      }) names
    );

  /**
    A set from a list whose elements a function turns into pairs of name and value.

    Type: genAttrs' :: [ a ] -> (a -> { name; value; }) -> attrs
    Example: genAttrs' [ 1 2 ] (n: nameValuePair "n${toString n}" n) => { n1 = 1; n2 = 2; }
  */
  genAttrs' = elements: f: listToAttrs (map f elements);

  /**
    The set, or an empty one where the condition does not hold.

    Type: optionalAttrs :: bool -> attrs -> attrs
    Example: optionalAttrs false { a = 1; } => { }
  */
  optionalAttrs = condition: set: if condition then set else { };

  /**
    All ways to choose one element from each list; the last name changes fastest.

    Type: cartesianProduct :: { ${name} :: [ any ] } -> [ attrs ]
    Example: cartesianProduct { a = [ 1 2 ]; b = [ 3 ]; } => [ { a = 1; b = 3; } { a = 2; b = 3; } ]
  */
  cartesianProduct =
    choices:
    foldl' (
      rows: name: concatMap (row: map (value: row // { ${name} = value; }) choices.${name}) rows
    ) [ { } ] (attrNames choices);

  /**
    A function applied to every row of the cartesian product.

    Type: mapCartesianProduct :: (attrs -> a) -> { ${name} :: [ any ] } -> [ a ]
    Example: mapCartesianProduct ({ a, b }: a + b) { a = [ 1 2 ]; b = [ 3 ]; } => [ 4 5 ]
  */
  mapCartesianProduct = f: choices: map f (cartesianProduct choices);
}

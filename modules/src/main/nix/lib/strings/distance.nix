/**
  How alike two strings are, for suggestions.
*/
{ lib }:
let
  inherit (builtins)
    elemAt
    foldl'
    genList
    stringLength
    substring
    ;
  inherit (lib.lists) findFirstIndex;
  inherit (lib.trivial) min;

  charAt = text: i: substring i 1 text;

  butFirst = text: substring 1 (-1) text;
  butLast = text: substring 0 (stringLength text - 1) text;
  inner = text: butFirst (butLast text);

  # Do two edits suffice for strings that differ in their first and in their last character? One edit is
  # then at each end: an exchange, or a character too many in one of the strings.
  twoEdits =
    difference: longer: shorter:
    if difference == 2 then
      inner longer == shorter
    else if difference == 1 then
      inner longer == butLast shorter || inner longer == butFirst shorter
    else
      inner longer == inner shorter
      || butFirst longer == butLast shorter
      || butLast longer == butFirst shorter;

  # The number of leading positions at which `same` holds.
  agreement = limit: same: findFirstIndex (i: !(same i)) limit (genList (i: i) limit);
in
rec {
  /**
    The number of insertions, deletions and exchanges of single characters between two strings.

    Type: levenshtein :: string -> string -> int
    Example: levenshtein "kitten" "sitting" => 3
  */
  levenshtein =
    a: b:
    let
      width = stringLength b;
      # Row by row: what it takes from the beginnings of `a` to each beginning of `b`.
      nextRow =
        previous: i:
        foldl' (
          row: j:
          let
            exchanged = elemAt previous j + (if charAt a i == charAt b j then 0 else 1);
            best = min exchanged (min (elemAt previous (j + 1) + 1) (elemAt row j + 1));
          in
          builtins.seq best (row ++ [ best ])
        ) [ (i + 1) ] (genList (j: j) width);
      rows = foldl' nextRow (genList (j: j) (width + 1)) (genList (i: i) (stringLength a));
    in
    elemAt rows width;

  /**
    How many characters two strings share at the beginning.

    Type: commonPrefixLength :: string -> string -> int
    Example: commonPrefixLength "hello" "help" => 3
  */
  commonPrefixLength =
    a: b: agreement (min (stringLength a) (stringLength b)) (i: charAt a i == charAt b i);

  /**
    How many characters two strings share at the end.

    Type: commonSuffixLength :: string -> string -> int
    Example: commonSuffixLength "running" "sing" => 3
  */
  commonSuffixLength =
    a: b:
    let
      fromEnd = text: i: charAt text (stringLength text - 1 - i);
    in
    agreement (min (stringLength a) (stringLength b)) (i: fromEnd a i == fromEnd b i);

  /**
    Is the edit distance at most `limit`? Cheaper than the distance itself.

    Type: levenshteinAtMost :: int -> string -> string -> bool
    Example: levenshteinAtMost 1 "foo" "boo" => true
  */
  levenshteinAtMost =
    limit: a: b:
    let
      sizeA = stringLength a;
      sizeB = stringLength b;
      size = min sizeA sizeB;
      difference = if sizeA > sizeB then sizeA - sizeB else sizeB - sizeA;
      # What two strings share at their ends never needs an edit.
      before = commonPrefixLength a b;
      after = min (size - before) (commonSuffixLength a b);
      shorter = substring before (size - before - after) (if sizeA < sizeB then a else b);
      longer = substring before (size + difference - before - after) (if sizeA < sizeB then b else a);
    in
    if limit <= 0 then
      a == b
    else if difference > limit then
      false
    else if stringLength longer <= limit then
      true
    else if limit == 1 then
      false
    else if limit == 2 then
      twoEdits difference longer shorter
    else
      levenshtein longer shorter <= limit;
}

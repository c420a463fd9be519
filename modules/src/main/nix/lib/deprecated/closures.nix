/**
  Everything that can be reached from a start.
*/
{ lib }:
let
  inherit (builtins)
    concatMap
    elem
    genericClosure
    head
    isAttrs
    tail
    ;

  propagated =
    package: package.propagatedBuildInputs or [ ] ++ package.propagatedNativeBuildInputs or [ ];

  keyed = concatMap (
    package:
    if package == null then
      [ ]
    else
      [
        {
          key = package.outPath;
          val = package;
        }
      ]
  );
in
rec {
  /**
    `genericClosure` that compares keys by equality alone; the last one reached comes first.
  */
  lazyGenericClosure =
    { startSet, operator }:
    let
      visit =
        pending: reached:
        if pending == [ ] then
          reached
        else
          let
            here = head pending;
            isKnown = elem here.key (map (entry: entry.key) reached);
          in
          if isKnown then
            visit (tail pending) reached
          else
            visit (tail pending ++ operator here) ([ here ] ++ reached);
    in
    visit startSet [ ];

  innerClosePropagation =
    reached: pending:
    if pending == [ ] then
      reached
    else if !(isAttrs (head pending)) then
      innerClosePropagation reached (tail pending)
    else
      let
        here = head pending;
        nowReached = [ here ] ++ reached;
      in
      innerClosePropagation nowReached (
        lib.misc.uniqList {
          inputList = propagated here ++ tail pending;
          acc = nowReached;
        }
      );

  closePropagationSlow =
    packages: lib.misc.uniqList { inputList = innerClosePropagation [ ] packages; };

  closePropagationFast =
    packages:
    map (entry: entry.val) (
      genericClosure {
        startSet = keyed packages;
        operator = entry: if isAttrs entry.val then keyed (propagated entry.val) else [ ];
      }
    );

  /**
    The packages and all they propagate. Type: closePropagation :: [ package | null ] -> [ package ]
  */
  closePropagation = closePropagationFast;
}

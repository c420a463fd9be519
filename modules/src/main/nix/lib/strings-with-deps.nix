/**
  Pieces of text that name the pieces that must come before them.
*/
{ lib }:
let
  inherit (builtins) foldl' isAttrs;
in
rec {
  /**
    The texts of the entries and of all they depend on, each name once, dependencies first.

    Type: textClosureList :: { ${name} :: { deps; text; } } -> [ string | { deps; text; } ] -> [
      string ]
    Example: textClosureList { a = noDepEntry "A"; b = fullDepEntry "B" [ "a" ]; } [ "b" ] => [ "A"
      "B" ]
  */
  textClosureList =
    known:
    let
      addAll = foldl' add;
      add =
        state: entry:
        if isAttrs entry then
          let
            after = addAll state entry.deps;
          in
          after // { texts = after.texts ++ [ entry.text ]; }
        else if state.seen ? ${entry} then
          state
        else
          add (state // { seen = state.seen // { ${entry} = true; }; }) known.${entry};
    in
    wanted:
    (addAll {
      seen = { };
      texts = [ ];
    } wanted).texts;

  /**
    `textClosureList`, with a function applied to each text, as lines.

    Type: textClosureMap :: (string -> string) -> attrs -> [ string ] -> string
    Example: textClosureMap id { a = noDepEntry "A"; } [ "a" ] => "A"
  */
  textClosureMap =
    f: known: wanted:
    builtins.concatStringsSep "\n" (map f (textClosureList known wanted));

  /**
    A text without dependencies. Type: noDepEntry :: string -> { deps; text; }
  */
  noDepEntry = text: fullDepEntry text [ ];

  /**
    A text and its dependencies. Type: fullDepEntry :: string -> [ string ] -> { deps; text; }
  */
  fullDepEntry = text: deps: { inherit text deps; };

  /**
    Dependencies under one name, without a text.

    Type: packEntry :: [ string ] -> { deps; text; }
  */
  packEntry = fullDepEntry "";

  /**
    Dependencies, then a text. Type: stringAfter :: [ string ] -> string -> { deps; text; }
  */
  stringAfter = deps: text: fullDepEntry text deps;
}

/**
  Unions whose alternatives are told apart by the one attribute they hold.
*/
{ lib, types }:
let
  inherit (types) mkOptionType defaultFunctor;
  inherit (lib.options) showOption showFiles;
  inherit (lib.strings) escapeNixIdentifier escapeNixString;

  onlyName = set: builtins.head (builtins.attrNames set);
  filesOf = defs: showFiles (map (def: def.file) defs);

  # An option among the tags, with the place where it was written unless it knows one.
  located =
    tags: tag: option:
    let
      pos = builtins.unsafeGetAttrPos tag tags;
      where = if pos == null then "" else " at ${pos.file}:${toString pos.line}:${toString pos.column}";
      kind = option._type or null;
      found =
        if kind == null then
          "was not."
        else if kind == "option-type" then
          "was a bare type, not wrapped in mkOption."
        else
          "was of type ${escapeNixString kind}.";
      places = {
        declarations = if pos == null then [ ] else [ pos.file ];
        declarationPositions = if pos == null then [ ] else [ pos ];
      };
    in
    builtins.addErrorContext
      "while checking that attrTag tag ${escapeNixIdentifier tag} is an option with a type${where}"
      (
        if kind == "option" then
          places // option
        else
          throw "In attrTag, each tag value must be an option, but tag ${escapeNixIdentifier tag} ${found}"
      );

  declare = option: {
    _file = "<attrTag {...}>";
    pos = null;
    options = option;
  };
in
{
  /**
    A set with exactly one attribute, whose name is one of the tags and whose value fits that tag's option.
  */
  attrTag =
    declared:
    let
      tags = builtins.mapAttrs (located declared) declared;
      choices = builtins.concatStringsSep ", " (map escapeNixIdentifier (builtins.attrNames tags));
    in
    mkOptionType {
      name = "attrTag";
      description = "attribute-tagged union with choices: ${choices}";
      descriptionClass = "noun";
      check =
        x: builtins.isAttrs x && builtins.length (builtins.attrNames x) == 1 && tags ? ${onlyName x};
      merge =
        loc: defs:
        let
          tag = onlyName (builtins.head defs).value;
          inner = map (
            def:
            let
              other = onlyName def.value;
            in
            if other == tag then
              {
                inherit (def) file;
                value = def.value.${tag};
              }
            else
              throw "The option `${showOption loc}` is defined both as `${tag}` and `${other}`, in ${filesOf defs}."
          ) defs;
        in
        if tags ? ${tag} then
          { ${tag} = (lib.modules.evalOptionValue (loc ++ [ tag ]) tags.${tag} inner).value; }
        else
          throw "The option `${showOption loc}` is defined as ${escapeNixIdentifier tag}, but ${escapeNixIdentifier tag} is not among the valid choices (${choices}). Value ${tag} was defined in ${filesOf defs}.";
      getSubOptions =
        prefix: builtins.mapAttrs (tag: option: option // { loc = prefix ++ [ tag ]; }) tags;
      nestedTypes = tags;
      functor = defaultFunctor "attrTag" // {
        payload = {
          inherit tags;
        };
        type = payload: types.attrTag payload.tags;
        binOp =
          a: b:
          let
            merge =
              tag: mine:
              let
                theirs = b.tags.${tag};
              in
              builtins.__mergeOptionDecls [ tag ] [
                (declare mine)
                (declare theirs)
              ]
              // {
                declarations = mine.declarations ++ theirs.declarations;
                declarationPositions = mine.declarationPositions ++ theirs.declarationPositions;
              };
            shared = builtins.intersectAttrs b.tags a.tags;
          in
          {
            tags = a.tags // b.tags // builtins.mapAttrs merge shared;
          };
      };
    };
}

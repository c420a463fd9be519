/**
  Git's configuration files.
*/
{ lib }:
let
  inherit (builtins)
    attrNames
    attrValues
    concatStringsSep
    foldl'
    head
    isAttrs
    isList
    isString
    match
    replaceStrings
    tail
    ;
  inherit (lib.attrsets)
    filterAttrs
    isDerivation
    mapAttrsToListRecursiveCond
    recursiveUpdate
    ;
  inherit (lib.generators) mkKeyValueDefault mkValueStringDefault toINI;
  inherit (lib.lists) init last;
  inherit (lib.strings) splitString;

  isGroup = value: isAttrs value && !(isDerivation value);

  quote =
    text:
    let
      escaped =
        replaceStrings
          [
            "\\"
            "\""
            "\n"
            "\t"
          ]
          [
            "\\\\"
            "\\\""
            "\\n"
            "\\t"
          ]
          text;
    in
    "\"${escaped}\"";

  # `remote.origin` is written `remote "origin"`.
  sectionName =
    name:
    let
      parts = splitString "." name;
    in
    if tail parts == [ ] || match "(.|\n)*\"(.|\n)*" name != null then
      name
    else
      "${head parts} \"${concatStringsSep "." (tail parts)}\"";

  keyValue = mkKeyValueDefault {
    mkValueString = value: mkValueStringDefault { } (if isString value then quote value else value);
  } " = ";

  lines =
    key: value:
    concatStringsSep "\n" (
      map (one: "\t${keyValue key one}") (if isList value then value else [ value ])
    );

  # Deeper levels become sections whose names are joined by dots.
  flattened =
    set:
    let
      nested = filterAttrs (_: section: isAttrs section && builtins.any isGroup (attrValues section)) set;
      leaves = mapAttrsToListRecursiveCond (_: isGroup) (
        path: value:
        if tail path == [ ] then
          { ${head path} = value; }
        else
          { ${concatStringsSep "." (init path)}.${last path} = value; }
      ) nested;
    in
    removeAttrs set (attrNames nested) // foldl' recursiveUpdate { } leaves;
in
{
  /**
    A Git configuration; nested sets become subsections, lists repeated keys.

    Type: toGitINI :: attrs -> string
    Example: toGitINI { user.name = "A"; remote.origin.url = "u"; } => "[remote \"origin\"]\n\turl =
      \"u\"\n\n[user]\n\tname = \"A\"\n"
  */
  toGitINI =
    set:
    toINI {
      mkSectionName = sectionName;
      mkKeyValue = lines;
    } (flattened set);
}

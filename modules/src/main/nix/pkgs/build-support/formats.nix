/**
  Configuration file formats: for each, the type of what can be written in it, and the function that writes it.
*/
{ final, lib }:
let
  inherit (lib) types;

  atom =
    description:
    types.nullOr (types.oneOf [
      types.bool
      types.int
      types.float
      types.str
      types.path
    ])
    // {
      inherit description;
    };

  /**
    Values as deep as JSON's.
  */
  nested =
    name:
    let
      value =
        types.nullOr (types.oneOf [
          types.bool
          types.int
          types.float
          types.str
          types.path
          (types.attrsOf value)
          (types.listOf value)
        ])
        // {
          description = "${name} value";
        };
    in
    value;

  iniAtom =
    { listsAsDuplicateKeys, listToValue }:
    let
      single = atom "INI atom (null, bool, int, float or string)";
    in
    if listsAsDuplicateKeys || listToValue != null then
      types.coercedTo single lib.singleton (types.listOf single)
      // {
        description = "INI atom or a list of them";
      }
    else
      single;

  /**
    Lists as the caller wants them, for generators that do not know them.
  */
  flattenLists =
    listToValue: listsAsDuplicateKeys: values:
    lib.mapAttrs (
      _: value:
      if !builtins.isList value || listsAsDuplicateKeys then
        value
      else if listToValue != null && builtins.length value > 1 then
        listToValue value
      else if builtins.length value == 1 then
        builtins.head value
      else if listToValue != null then
        listToValue value
      else
        value
    ) values;
in
{
  json =
    { }:
    {
      type = nested "JSON";
      generate = name: value: final.writeText name "${builtins.toJSON value}\n";
    };

  # JSON is YAML; written on several lines it would still be the same document.
  yaml =
    { }:
    {
      type = nested "YAML 1.1";
      generate = name: value: final.writeText name "${builtins.toJSON value}\n";
    };

  yaml_1_1 = final.formats.yaml;
  yaml_1_2 = final.formats.yaml;

  toml =
    { }:
    {
      type = nested "TOML";
      generate = name: value: final.writeText name (import ./toml.nix { inherit lib; } value);
    };

  ini =
    {
      listsAsDuplicateKeys ? false,
      listToValue ? null,
      ...
    }@args:
    {
      type = types.attrsOf (
        types.attrsOf (
          iniAtom {
            inherit listsAsDuplicateKeys listToValue;
          }
        )
      );
      generate =
        name: value:
        final.writeText name (
          lib.generators.toINI (removeAttrs args [ "listToValue" ]) (
            lib.mapAttrs (_: flattenLists listToValue listsAsDuplicateKeys) value
          )
        );
    };

  iniWithGlobalSection =
    {
      listsAsDuplicateKeys ? false,
      listToValue ? null,
      ...
    }@args:
    let
      section = types.attrsOf (
        iniAtom {
          inherit listsAsDuplicateKeys listToValue;
        }
      );
    in
    {
      type = types.submodule {
        options = {
          sections = lib.mkOption {
            type = types.attrsOf section;
            default = { };
            description = "Sections by name.";
          };
          globalSection = lib.mkOption {
            type = section;
            default = { };
            description = "Keys before the first section.";
          };
        };
      };
      generate =
        name:
        {
          sections ? { },
          globalSection ? { },
          ...
        }:
        final.writeText name (
          lib.generators.toINIWithGlobalSection (removeAttrs args [ "listToValue" ]) {
            globalSection = flattenLists listToValue listsAsDuplicateKeys globalSection;
            sections = lib.mapAttrs (_: flattenLists listToValue listsAsDuplicateKeys) sections;
          }
        );
    };

  keyValue =
    {
      listsAsDuplicateKeys ? false,
      listToValue ? null,
      ...
    }@args:
    {
      type = types.attrsOf (
        iniAtom {
          inherit listsAsDuplicateKeys listToValue;
        }
      );
      generate =
        name: value:
        final.writeText name (
          lib.generators.toKeyValue (removeAttrs args [ "listToValue" ]) (
            flattenLists listToValue listsAsDuplicateKeys value
          )
        );
    };

  gitIni =
    { ... }:
    {
      type = types.attrsOf (types.attrsOf types.anything);
      generate = name: value: final.writeText name (lib.generators.toGitINI value);
    };

  /**
    Lua, as a table that the file returns or assigns.
  */
  lua =
    {
      asBindings ? false,
      multiline ? true,
      columnWidth ? 100,
      indentWidth ? 2,
      indentUsingTabs ? false,
    }:
    {
      type = nested "Lua";
      generate =
        name: value:
        final.writeText name (
          if asBindings then
            lib.generators.toLua { inherit asBindings multiline; } value
          else
            "return ${lib.generators.toLua { inherit multiline; } value}\n"
        );
    };

  /**
    `KEY=value` for shells, which may read it.
  */
  shellVars =
    { }:
    {
      type = types.attrsOf (atom "shell value");
      generate = name: value: final.writeText name (lib.toShellVars value + "\n");
    };

  /**
    Java's properties.
  */
  javaProperties =
    {
      comment ? "",
    }:
    {
      type = types.attrsOf types.str;
      generate =
        name: value:
        let
          escape =
            builtins.replaceStrings
              [
                "\\"
                "\n"
                "\t"
                ":"
                "="
                "#"
                "!"
              ]
              [
                "\\\\"
                "\\n"
                "\\t"
                "\\:"
                "\\="
                "\\#"
                "\\!"
              ];
        in
        final.writeText name (
          lib.optionalString (comment != "") "# ${comment}\n"
          + lib.concatStrings (
            lib.mapAttrsToList (
              key: text: "${builtins.replaceStrings [ " " ] [ "\\ " ] (escape key)} = ${escape text}\n"
            ) value
          )
        );
    };
}

/**
  INI files: sections of keys and values.
*/
{ lib }:
let
  inherit (builtins) concatStringsSep;
  inherit (lib.generators) mkKeyValueDefault toKeyValue;

  escapeSection = lib.strings.escape [
    "["
    "]"
  ];
in
rec {
  /**
    Sections from a set of sets.

    Type: toINI :: { mkSectionName ?; mkKeyValue ?; listsAsDuplicateKeys ?; } -> { ${name} :: attrs
      } -> string
    Example: toINI { } { foo = { a = 1; }; } => "[foo]\na=1\n"
  */
  toINI =
    {
      mkSectionName ? escapeSection,
      mkKeyValue ? mkKeyValueDefault { } "=",
      listsAsDuplicateKeys ? false,
    }:
    let
      body = toKeyValue { inherit mkKeyValue listsAsDuplicateKeys; };
      section = name: values: "[${mkSectionName name}]\n${body values}";
    in
    sections: concatStringsSep "\n" (lib.attrsets.mapAttrsToList section sections);

  /**
    `toINI`, with keys before the first section.

    Type: toINIWithGlobalSection :: attrs -> { globalSection; sections ?; } -> string
    Example: toINIWithGlobalSection { } { globalSection.a = 1; } => "a=1\n\n"
  */
  toINIWithGlobalSection =
    {
      mkSectionName ? escapeSection,
      mkKeyValue ? mkKeyValueDefault { } "=",
      listsAsDuplicateKeys ? false,
    }@style:
    {
      globalSection,
      sections ? { },
    }:
    let
      top = toKeyValue (removeAttrs style [ "mkSectionName" ]) globalSection;
    in
    lib.strings.optionalString (globalSection != { }) (top + "\n") + toINI style sections;

  /**
    A key and a value as dconf writes them. Type: mkDconfKeyValue :: string -> any -> string
  */
  mkDconfKeyValue = mkKeyValueDefault {
    mkValueString = value: toString (lib.gvariant.mkValue value);
  } "=";

  /**
    A dconf key file.

    Type: toDconfINI :: { ${name} :: attrs } -> string
    Example: toDconfINI { "org/gnome" = { on = true; }; } => "[org/gnome]\non=true\n"
  */
  toDconfINI = toINI { mkKeyValue = mkDconfKeyValue; };
}

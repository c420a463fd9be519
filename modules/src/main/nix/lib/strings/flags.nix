/**
  Flags of configure scripts, CMake and Meson.
*/
{ lib }:
let
  inherit (builtins) elem isBool isString;
  inherit (lib.strings) optionalString toUpper;
  inherit (lib.trivial) boolToString;

  cmakeTypes = [
    "BOOL"
    "FILEPATH"
    "INTERNAL"
    "LIST"
    "PATH"
    "STRING"
  ];

  # A package passed where its name is meant shall fail.
  flag =
    yes: no: chosen: feature:
    assert isString feature;
    "--${if chosen then yes else no}-${feature}";

  valued =
    base: chosen: feature: value:
    base chosen feature + optionalString chosen "=${value}";
in
rec {
  /**
    `-DNAME:TYPE=VALUE` for CMake.

    Type: cmakeOptionType :: string -> string -> string -> string
    Example: cmakeOptionType "string" "ENGINE" "sdl2" => "-DENGINE:STRING=sdl2"
  */
  cmakeOptionType =
    type: name: value:
    assert elem (toUpper type) cmakeTypes;
    assert isString name && isString value;
    "-D${name}:${toUpper type}=${value}";

  /**
    Type: cmakeBool :: string -> bool -> string
    Example: cmakeBool "ENABLE_STATIC" false => "-DENABLE_STATIC:BOOL=FALSE"
  */
  cmakeBool =
    name: value:
    assert isString name && isBool value;
    cmakeOptionType "BOOL" name (if value then "TRUE" else "FALSE");

  /**
    Type: cmakeFeature :: string -> string -> string
    Example: cmakeFeature "MODULES" "badblock" => "-DMODULES:STRING=badblock"
  */
  cmakeFeature = cmakeOptionType "STRING";

  /**
    Type: mesonOption :: string -> string -> string
    Example: mesonOption "engine" "opengl" => "-Dengine=opengl"
  */
  mesonOption =
    name: value:
    assert isString name && isString value;
    "-D${name}=${value}";

  /**
    Type: mesonBool :: string -> bool -> string
    Example: mesonBool "hardened" true => "-Dhardened=true"
  */
  mesonBool =
    name: value:
    assert isBool value;
    mesonOption name (boolToString value);

  /**
    Type: mesonEnable :: string -> bool -> string
    Example: mesonEnable "docs" true => "-Ddocs=enabled"
  */
  mesonEnable =
    name: value:
    assert isBool value;
    mesonOption name (if value then "enabled" else "disabled");

  /**
    Type: enableFeature :: bool -> string -> string
    Example: enableFeature false "foo" => "--disable-foo"
  */
  enableFeature =
    chosen:
    assert isBool chosen;
    flag "enable" "disable" chosen;

  /**
    Type: enableFeatureAs :: bool -> string -> string -> string
    Example: enableFeatureAs true "foo" "bar" => "--enable-foo=bar"
  */
  enableFeatureAs = valued enableFeature;

  /**
    Type: withFeature :: bool -> string -> string
    Example: withFeature true "foo" => "--with-foo"
  */
  withFeature = flag "with" "without";

  /**
    Type: withFeatureAs :: bool -> string -> string -> string
    Example: withFeatureAs true "foo" "bar" => "--with-foo=bar"
  */
  withFeatureAs = valued withFeature;
}

/**
  Changing names and metadata of packages.
*/
{ lib }:
let
  inherit (lib.attrsets) isDerivation;
in
rec {
  /**
    Add to the metadata of a package, without changing what is built.

    Type: addMetaAttrs :: attrs -> package -> package
    Example: addMetaAttrs { description = "…"; } pkgs.hello
  */
  addMetaAttrs =
    added: package:
    let
      extended = old: { meta = old.meta or { } // added; };
    in
    if package ? overrideAttrs then package.overrideAttrs extended else package // extended package;

  /**
    Keep a package out of binary distribution. Type: dontDistribute :: package -> package
  */
  dontDistribute = addMetaAttrs { hydraPlatforms = [ ]; };

  /**
    Give a package another name. Type: setName :: string -> package -> package
  */
  setName = name: package: package // { inherit name; };

  /**
    Change the name of a package by a function.

    Type: updateName :: (string -> string) -> package -> package
    Example: updateName (name: name + "-experimental") package
  */
  updateName = change: package: setName (change package.name) package;

  /**
    Add to the name of a package, before its version.

    Type: appendToName :: string -> package -> package
    Example: (appendToName "bar" { name = "foo-1.2"; }).name => "foo-bar-1.2"
  */
  appendToName =
    suffix:
    updateName (
      old:
      let
        parsed = builtins.parseDrvName old;
      in
      "${parsed.name}-${suffix}-${parsed.version}"
    );

  /**
    Apply a function to the packages of a set.

    Type: mapDerivationAttrset :: (package -> package) -> attrs -> attrs
  */
  mapDerivationAttrset =
    f: builtins.mapAttrs (_: package: if isDerivation package then f package else package);

  /**
    The priority of packages that state none. A lower number wins.
  */
  defaultPriority = 5;

  /**
    Type: setPrio :: int -> package -> package
  */
  setPrio = priority: addMetaAttrs { inherit priority; };

  /**
    Make a package yield to others of its name. Type: lowPrio :: package -> package
  */
  lowPrio = setPrio 10;

  /**
    Type: lowPrioSet :: attrs -> attrs
  */
  lowPrioSet = mapDerivationAttrset lowPrio;

  /**
    Make a package win over others of its name. Type: hiPrio :: package -> package
  */
  hiPrio = setPrio (-10);

  /**
    Type: hiPrioSet :: attrs -> attrs
  */
  hiPrioSet = mapDerivationAttrset hiPrio;

  /**
    Parts of a CPE identifier from a vendor and a version.

    Type: cpeFullVersionWithVendor :: string -> string -> { vendor; version; update; }
    Example: cpeFullVersionWithVendor "gnu" "1.2" => { vendor = "gnu"; version = "1.2"; update =
      "*"; }
  */
  cpeFullVersionWithVendor = vendor: version: {
    inherit vendor version;
    update = "*";
  };
}

/**
  `stdenv.mkDerivation`: a package from attributes, or from a function of its final attributes.

  Type: attrs | (attrs -> attrs) -> package
*/
{
  lib,
  shell,
  stdenv,
  system,
}:
let
  inputLists = [
    "depsBuildBuild"
    "depsBuildTarget"
    "depsHostHost"
    "nativeBuildInputs"
    "buildInputs"
    "propagatedNativeBuildInputs"
    "propagatedBuildInputs"
    "nativeCheckInputs"
    "checkInputs"
  ];

  withheld = [
    "meta"
    "passthru"
    "pos"
    "env"
    "builder"
    "realBuilder"
    "args"
    "finalAttrs"
    "strictDeps"
    "__darwinAllowLocalNetworking"
  ];

  plain =
    attributes:
    let
      name =
        attributes.name or (
          if attributes ? pname then
            attributes.pname + lib.optionalString (attributes ? version) "-${attributes.version}"
          else
            throw "mkDerivation: neither name nor pname is given"
        );
      checks = attributes.doCheck or false;
      lists = lib.genAttrs inputLists (
        list:
        let
          given = lib.remove null (lib.flatten (attributes.${list} or [ ]));
        in
        if (list == "checkInputs" || list == "nativeCheckInputs") && !checks then
          [ ]
        else
          map (input: input.dev or input) given
      );
    in
    {
      system = attributes.system or system;
      builder = attributes.realBuilder or shell;
      args =
        attributes.args or (
          if attributes ? builder then
            [
              "-e"
              attributes.builder
            ]
          else
            [
              "-e"
              "-c"
              ''if [ -e "''${NIX_ATTRS_SH_FILE-}" ]; then source "$NIX_ATTRS_SH_FILE"; fi; source "$stdenv/setup"; genericBuild''
            ]
        );
      stdenv = "${stdenv}";
    }
    // removeAttrs attributes (withheld ++ inputLists)
    // lib.filterAttrs (_: list: list != [ ]) lists
    // attributes.env or { }
    // {
      name = lib.strings.sanitizeDerivationName or lib.id name;
    };

  make =
    function:
    let
      attributes = function final;
      final = attributes // {
        finalPackage = package;
        overrideAttrs = change: package.overrideAttrs change;
      };
      drv = derivation (plain attributes);
      parsed = builtins.parseDrvName drv.name;
      passthru = attributes.passthru or { };
      package = lib.extendDerivation true (
        {
          pname = attributes.pname or parsed.name;
          version = attributes.version or parsed.version;
          inherit passthru stdenv;
          meta = {
            name = drv.name;
            available = true;
            broken = false;
            outputsToInstall =
              attributes.meta.outputsToInstall or [
                (
                  if lib.elem "bin" (attributes.outputs or [ ]) then
                    "bin"
                  else
                    lib.head (attributes.outputs or [ "out" ])
                )
              ];
          }
          // attributes.meta or { };
          inputDerivation = derivation (
            plain attributes
            // {
              name = "inputs";
              args = [
                "-c"
                "export > $out"
              ];
              outputs = [ "out" ];
            }
          );
          overrideAttrs =
            change:
            make (
              self:
              let
                old = function self;
                # A function of two arguments takes the final attributes first.
                once = if builtins.isFunction change then change self else change;
                new =
                  if builtins.isFunction once then
                    once old
                  else if builtins.isFunction change then
                    change old
                  else
                    change;
              in
              old // new
            );
        }
        // lib.genAttrs (lib.filter (list: attributes ? ${list}) inputLists) (list: attributes.${list})
        // lib.optionalAttrs (attributes ? src) { inherit (attributes) src; }
        // passthru
      ) drv;
    in
    package;
in
fnOrAttrs: make (if builtins.isFunction fnOrAttrs then fnOrAttrs else _: fnOrAttrs)

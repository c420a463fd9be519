/**
  Everything that follows from the name of a platform.
*/
{ lib }:
let
  inherit (builtins) isAttrs mapAttrs removeAttrs;
  inherit (lib.systems)
    architectures
    functionNames
    inspect
    parse
    platforms
    systemToAttrs
    ;

  part = file: import file { inherit lib; };
  traits = part ./traits.nix;
  programs = part ./programs.nix;
  names = part ./names.nix;
  rust = part ./rust.nix;

  # The first assertion of the ABI that fails throws its message.
  checked =
    platform:
    builtins.foldl' (
      passed: rule: if rule.assertion platform then passed else throw rule.message
    ) platform (platform.parsed.abi.assertions or [ ]);
in
{
  /** The attributes of a platform that are functions; they say nothing about equality. */
  functionNames = [
    "canExecute"
    "emulator"
    "emulatorAvailable"
    "staticEmulatorAvailable"
  ];

  /** A platform as a set, where only its name is given. Type: systemToAttrs :: string | attrs -> attrs */
  systemToAttrs = given: if isAttrs given then given else { system = given; };

  /**
    Are two platforms the same, functions left aside?

    Type: equals :: platform -> platform -> bool
    Example: equals (elaborate "x86_64-linux") (elaborate { config = "x86_64-unknown-linux-gnu"; }) => true
  */
  equals = first: second: first._withoutFunctions == second._withoutFunctions;

  /**
    A platform with all that follows from its name; what is given explicitly stays.

    Type: elaborate :: string | attrs -> platform
    Example: (elaborate "x86_64-linux").isLinux => true
  */
  elaborate =
    given:
    let
      all = systemToAttrs given;
      # These follow from the name, also where an elaborated platform is elaborated again.
      args = removeAttrs all [
        "_withoutFunctions"
        "parsed"
        "system"
      ];

      final =
        {
          _withoutFunctions = removeAttrs final (functionNames ++ [ "_withoutFunctions" ]);
          parsed = parse.mkSystemFromString (args.config or all.system);
          system = parse.doubleFromSystem final.parsed;
          config = parse.tripleFromSystem final.parsed;
          inherit ({ gcc = args.gcc or { }; } // platforms.select final) gcc;
          rustc = args.rustc or { };
        }
        // traits final
        // programs final
        // names final
        // mapAttrs (_: holds: holds final.parsed) inspect.predicates
        // mapAttrs (_: holds: holds (final.gcc.arch or "default")) architectures.predicates
        // args
        // {
          rust = rust final args;
        };
    in
    assert
      args ? linux-kernel
      -> throw "lib.systems.elaborate: linux-kernel has been removed; see the 26.11 release notes";
    assert final.useAndroidPrebuilt -> final.isAndroid;
    checked final;
}

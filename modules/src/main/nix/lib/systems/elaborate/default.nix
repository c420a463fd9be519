/**
  Everything that follows from the name of a platform.
*/
{ lib }:
let
  inherit (builtins) mapAttrs removeAttrs;
  inherit (lib.systems)
    architectures
    functionNames
    inspect
    parse
    platforms
    systemToAttrs
    ;

  # Groups of attributes, each a function of the finished platform.
  groups = map (file: import file { inherit lib; }) [
    ./traits.nix
    ./programs.nix
    ./names.nix
  ];
  rust = import ./rust.nix { inherit lib; };

  comparison = "_withoutFunctions";

  # The answers to a table of questions about one thing.
  answers = questions: subject: mapAttrs (_: question: question subject) questions;

  identity = parsed: {
    inherit parsed;
    system = parse.doubleFromSystem parsed;
    config = parse.tripleFromSystem parsed;
  };

  # What a platform must not be: pairs of a fault and the sentence that says so.
  faults =
    given: platform:
    [
      {
        found = given ? linux-kernel;
        message = "lib.systems.elaborate: linux-kernel has been removed; see the 26.11 release notes";
      }
      {
        found = platform.useAndroidPrebuilt && !platform.isAndroid;
        message = "lib.systems.elaborate: only Android has prebuilt libraries of Android, and ${platform.config} is none";
      }
    ]
    ++ map (rule: {
      found = !rule.assertion platform;
      inherit (rule) message;
    }) (platform.parsed.abi.assertions or [ ]);

  faultless =
    given: platform:
    builtins.foldl' (sound: fault: if fault.found then throw fault.message else sound) platform (
      faults given platform
    );
in
{
  /**
    The attributes of a platform that are functions; they say nothing about equality.
  */
  functionNames = [
    "canExecute"
    "emulator"
    "emulatorAvailable"
    "staticEmulatorAvailable"
  ];

  /**
    A platform as a set, where only its name is given. Type: systemToAttrs :: string | attrs -> attrs
  */
  systemToAttrs = given: if builtins.isAttrs given then given else { system = given; };

  /**
    Are two platforms the same, functions left aside?

    Type: equals :: platform -> platform -> bool
    Example: equals (elaborate "x86_64-linux") (elaborate { config = "x86_64-unknown-linux-gnu"; }) => true
  */
  equals = first: second: first.${comparison} == second.${comparison};

  /**
    A platform with all that follows from its name; what is given explicitly stays.

    Type: elaborate :: string | attrs -> platform
    Example: (elaborate "x86_64-linux").isLinux => true
  */
  elaborate =
    nameOrAttrs:
    let
      given = systemToAttrs nameOrAttrs;
      # Of a platform that is elaborated again, these would be out of date.
      kept = removeAttrs given [
        comparison
        "parsed"
        "system"
      ];
      # The long name says more than the short one.
      named = identity (parse.mkSystemFromString (kept.config or given.system));

      defaults = {
        rustc = { };
        gcc = (platforms.select final).gcc or { };
      };

      final = builtins.foldl' (attrs: more: attrs // more) (named // defaults) (
        map (group: group final) groups
        ++ [
          (answers inspect.predicates named.parsed)
          (answers architectures.predicates (final.gcc.arch or "default"))
          kept
          {
            rust = rust final kept;
            ${comparison} = removeAttrs final (functionNames ++ [ comparison ]);
          }
        ]
      );
    in
    faultless given final;
}

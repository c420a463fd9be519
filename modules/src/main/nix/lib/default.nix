/**
  The library: functions of the language for data, text, packages and modules.

  Topics are attributes (`lib.strings.hasPrefix`); what is used most is found at the top as well
  (`lib.hasPrefix`). `lib.extend overlay` gives the library with an overlay on it.
*/
let
  topics =
    lib:
    let
      load = file: import file { inherit lib; };
    in
    {
      # Basics.
      trivial = load ./trivial;
      fixedPoints = load ./fixed-points.nix;
      attrsets = load ./attrsets;
      lists = load ./lists;
      strings = load ./strings;
      stringsWithDeps = load ./strings-with-deps.nix;
      versions = load ./versions.nix;

      # Packages.
      customisation = load ./customisation;
      derivations = load ./derivations.nix;
      fetchers = load ./fetchers.nix;
      licenses = load ./licenses;
      maintainers = { };
      meta = load ./meta;
      sourceTypes = load ./source-types.nix;
      systems = load ./systems;
      teams = { };

      # Modules.
      modules = load ./modules.nix;
      options = load ./options.nix;
      types = load ./types.nix;

      # Notations.
      cli = load ./cli.nix;
      generators = load ./generators;
      gvariant = load ./gvariant;

      # Files.
      fileset = load ./fileset;
      filesystem = load ./filesystem;
      path = load ./path;
      sources = load ./sources;

      # Special fields.
      flakes = load ./flakes.nix;
      kernel = load ./kernel.nix;
      network = load ./network;

      # Development.
      asserts = load ./asserts.nix;
      debug = load ./debug.nix;
      misc = load ./deprecated;

      /**
        Old name of the lists of systems.
      */
      platforms = lib.systems.doubles;
    };

  exports =
    lib:
    import ./exports/data.nix lib
    // import ./exports/packaging.nix lib
    // import ./exports/modules.nix lib
    // import ./exports/development.nix lib;

  content = lib: exports lib // topics lib;

  build =
    definition:
    let
      lib = definition lib // {
        /**
          The library with an overlay on it.

          Type: extend :: (final -> prev -> attrs) -> lib
          Example: (lib.extend (final: prev: { answer = 42; })).answer => 42
        */
        extend =
          overlay:
          build (
            final:
            let
              prev = definition final;
            in
            prev // overlay final prev
          );
      };
    in
    lib;
in
build content

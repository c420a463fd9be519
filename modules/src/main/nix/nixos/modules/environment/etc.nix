# Files below /etc.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  inherit (lib) mkOption types;

  file = types.submodule (
    {
      name,
      config,
      options,
      ...
    }:
    {
      options = {
        enable = mkOption {
          type = types.bool;
          default = true;
          example = false;
          description = "Whether this file exists. Lets one module take back what another one adds.";
        };

        target = mkOption {
          type = types.str;
          default = name;
          defaultText = lib.literalMD "the attribute's name";
          example = "app/app.conf";
          description = "The file's path below `/etc`.";
        };

        text = mkOption {
          type = types.nullOr types.lines;
          default = null;
          example = "verbose = true\n";
          description = "The contents of the file.";
        };

        source = mkOption {
          type = types.path;
          example = lib.literalExpression "./app.conf";
          description = "The file or folder to place here, where {option}`text` does not give it.";
        };

        mode = mkOption {
          type = types.str;
          default = "symlink";
          example = "0600";
          description = ''
            `symlink` places a link to the store. Anything else copies the file and gives the copy these
            permissions.
          '';
        };

        uid = mkOption {
          type = types.int;
          default = 0;
          example = 1000;
          description = "The numeric owner of a copied file; {option}`user` wins over it.";
        };

        gid = mkOption {
          type = types.int;
          default = 0;
          example = 100;
          description = "The numeric group of a copied file; {option}`group` wins over it.";
        };

        user = mkOption {
          type = types.str;
          default = if config.uid == 0 then "root" else "+${toString config.uid}";
          defaultText = lib.literalExpression ''"+''${toString config.uid}"'';
          example = "web";
          description = "The owner of a copied file: a name, or a number after `+`.";
        };

        group = mkOption {
          type = types.str;
          default = if config.gid == 0 then "root" else "+${toString config.gid}";
          defaultText = lib.literalExpression ''"+''${toString config.gid}"'';
          example = "web";
          description = "The group of a copied file: a name, or a number after `+`.";
        };
      };

      config.source = lib.mkIf (config.text != null) (
        lib.mkDerivedConfig options.text (
          text: pkgs.writeText "etc-${lib.replaceStrings [ "/" "@" ] [ "-" "-" ] name}" text
        )
      );
    }
  );

  enabled = lib.filter (entry: entry.enable) (lib.attrValues config.environment.etc);

  byTarget = lib.groupBy (entry: entry.target) enabled;

  # A file cannot lie inside what is a link to the store.
  inside =
    let
      targets = lib.attrNames byTarget;
      parents =
        target:
        let
          parts = lib.splitString "/" target;
        in
        map (n: lib.concatStringsSep "/" (lib.take n parts)) (lib.range 1 (builtins.length parts - 1));
    in
    lib.concatMap (
      target: map (parent: { inherit target parent; }) (lib.filter (p: byTarget ? ${p}) (parents target))
    ) targets;
in
{
  options.environment.etc = mkOption {
    type = types.attrsOf file;
    default = { };
    example = lib.literalExpression ''
      {
        "motd".text = "Welcome";
        "app/secret.conf" = { source = ./secret.conf; mode = "0640"; group = "app"; };
      }
    '';
    description = "Files placed below `/etc`, by their path there.";
  };

  config = {
    assertions =
      lib.mapAttrsToList (target: entries: {
        assertion = builtins.length entries == 1;
        message = "environment.etc: ${toString (builtins.length entries)} entries are meant for /etc/${target}. Disable all but one with `enable = false`.";
      }) byTarget
      ++ map (clash: {
        assertion = false;
        message = "environment.etc: /etc/${clash.target} cannot lie inside /etc/${clash.parent}, which is an entry of its own.";
      }) inside;

    system.build.etcEntries = lib.mapAttrs (
      _: entries:
      let
        entry = builtins.head entries;
      in
      {
        source = "${entry.source}";
        mode = if entry.mode == "direct-symlink" then "symlink" else entry.mode;
        inherit (entry) user group;
      }
    ) byTarget;
  };
}

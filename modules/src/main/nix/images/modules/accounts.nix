# The accounts of an image. Nobody can choose their numbers later, so they are chosen here: declared ones stay, others
# are given out in the order of the names.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  inherit (config.system.build) userEntries;
  users = userEntries.users;

  # Numbers for the entries that have none, from `first` on in steps of `step`, around those that are taken.
  number =
    {
      entries,
      key,
      first,
      step,
    }:
    let
      taken = lib.filter (id: id != null) (lib.mapAttrsToList (_: entry: entry.${key}) entries);
      next =
        state: name:
        let
          free = id: if builtins.elem id taken then free (id + step) else id;
          id = free state.at;
        in
        {
          at = id + step;
          ids = state.ids // {
            ${name} = id;
          };
        };
      without = builtins.attrNames (lib.filterAttrs (_: entry: entry.${key} == null) entries);
    in
    lib.mapAttrs (_: entry: entry.${key}) (lib.filterAttrs (_: entry: entry.${key} != null) entries)
    //
      (lib.foldl' next {
        at = first;
        ids = { };
      } without).ids;

  normal = lib.filterAttrs (_: user: !user.isSystemUser) users;
  system = lib.filterAttrs (_: user: user.isSystemUser) users;

  uids =
    number {
      entries = normal;
      key = "uid";
      first = 1000;
      step = 1;
    }
    // number {
      entries = system;
      key = "uid";
      first = 999;
      step = -1;
    };
  gids = number {
    entries = userEntries.groups;
    key = "gid";
    first = 999;
    step = -1;
  };

  gidOf =
    name: user:
    gids.${user.group} or (throw "users.users.${name}.group: there is no group '${user.group}' in users.groups");

  membersOf =
    group: entry:
    lib.unique (
      entry.members
      ++ builtins.attrNames (lib.filterAttrs (_: user: builtins.elem group user.extraGroups) users)
    );

  lines = render: set: lib.concatStrings (lib.mapAttrsToList render set);

  passwordOf =
    user:
    if user.hashedPassword != null then
      user.hashedPassword
    else if user.initialHashedPassword != null then
      user.initialHashedPassword
    else
      "!";
in
{
  options.image.accounts = lib.mkOption {
    type = lib.types.attrsOf lib.types.raw;
    internal = true;
    description = "The files below /etc that hold accounts, and the numbers given out.";
  };

  config = {
    users.users = {
      root = {
        uid = 0;
        group = "root";
        home = "/root";
        createHome = true;
        shell = lib.mkDefault "/bin/sh";
        description = "System administrator";
      };
      nobody = {
        uid = 65534;
        group = "nogroup";
        isSystemUser = true;
        description = "Unprivileged account";
      };
    };
    users.groups = {
      root.gid = 0;
      users.gid = 100;
      nogroup.gid = 65534;
    };

    image.accounts = {
      inherit gids uids;
      # The number of every user's own group.
      primary = lib.mapAttrs gidOf users;
      passwd = pkgs.writeText "passwd" (
        lines (
          name: user:
          "${name}:x:${toString uids.${name}}:${toString (gidOf name user)}:${user.description}:${user.home}:${user.shell}\n"
        ) users
      );
      group = pkgs.writeText "group" (
        lines (
          name: group:
          "${name}:x:${toString gids.${name}}:${lib.concatStringsSep "," (membersOf name group)}\n"
        ) userEntries.groups
      );
      shadow = pkgs.writeText "shadow" (lines (name: user: "${name}:${passwordOf user}:1::::::\n") users);
      # Shell commands that make home folders, in the tree that becomes the image.
      homes = lines (name: user: ''
        mkdir -p .${user.home}
        chmod ${user.homeMode} .${user.home}
        chown ${toString uids.${name}}:${toString (gidOf name user)} .${user.home}
      '') (lib.filterAttrs (_: user: user.createHome) users);
    };

    assertions = lib.mapAttrsToList (name: user: {
      assertion = user.hashedPasswordFile == null;
      message = "users.users.${name}.hashedPasswordFile: an image holds no secrets, and nobody reads the file later; set hashedPassword, or leave the account without a password.";
    }) users;
  };
}

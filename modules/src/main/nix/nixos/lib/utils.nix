# What several modules need and `lib` does not have. Modules receive it as the argument `utils`.
{
  lib,
  config,
  pkgs,
}:

let
  inherit (lib)
    concatMapStrings
    concatStringsSep
    filterAttrs
    hasPrefix
    removePrefix
    removeSuffix
    replaceStrings
    stringToCharacters
    ;

  unescaped = stringToCharacters "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:_.";

  hexDigits = lib.toLower "0123456789ABCDEF";

  # `\x2d` for `-`: the escape systemd.unit(5) gives for characters that a unit's name may not have.
  escapeCharacter =
    character:
    if builtins.elem character unescaped then
      character
    else
      let
        code = lib.strings.charToInt character;
        digit = n: builtins.substring n 1 hexDigits;
      in
      "\\x${digit (code / 16)}${digit (lib.mod code 16)}";

  escapeWord =
    word:
    # A leading dot is escaped too, so that no unit's name starts with one.
    if hasPrefix "." word then
      "\\x2e" + concatMapStrings escapeCharacter (stringToCharacters (removePrefix "." word))
    else
      concatMapStrings escapeCharacter (stringToCharacters word);

  trimSlashes =
    path:
    let
      once = removeSuffix "/" (removePrefix "/" path);
    in
    if once == path then path else trimSlashes once;
in
rec {
  # The name systemd gives to a path: `/srv/my-data` is `srv-my\x2ddata`.
  escapeSystemdPath =
    path:
    let
      parts = builtins.filter (part: part != "") (lib.splitString "/" (trimSlashes path));
    in
    if parts == [ ] then "-" else concatStringsSep "-" (map escapeWord parts);

  # One word of an `ExecStart=` line: quoted, with systemd's own `%` and `$` made harmless.
  escapeSystemdExecArg =
    argument:
    let
      text =
        if builtins.isPath argument then
          "${argument}"
        else if builtins.isInt argument || builtins.isFloat argument then
          toString argument
        else
          argument;
    in
    replaceStrings [ "%" "$" ] [ "%%" "$$" ] (
      if builtins.match "[a-zA-Z0-9_.,:=@%/+-]+" text != null then text else builtins.toJSON text
    );

  escapeSystemdExecArgs = lib.concatMapStringsSep " " escapeSystemdExecArg;

  # A shell may be given as a package (`pkgs.zsh`); it is then reached through the system path.
  toShellPath =
    shell:
    if lib.types.shellPackage.check shell then
      "/run/current-system/sw${shell.shellPath}"
    else if builtins.isAttrs shell then
      throw "${shell.name or "this value"} is not a shell: it has no attribute shellPath"
    else
      shell;

  # A store path that holds the one file `name` with `text`, so that the file keeps its own name in the store.
  textDirectory =
    storeName: name: text:
    pkgs.writeTextFile {
      name = storeName;
      destination = "/${name}";
      inherit text;
    };

  # Attributes with null left out: how optional settings reach generated files.
  withoutNulls = filterAttrs (_: value: value != null);

  # `192.168.1.1/24` without its prefix length.
  plainAddress = address: builtins.head (lib.splitString "/" address);

  isIPv6 = lib.hasInfix ":";

  # An address as it stands before a port: `[fd00::1]`.
  bracketed = address: if lib.hasInfix ":" address then "[${address}]" else address;

  # The address with a prefix length: that of one host where none is given.
  hostPrefix =
    address:
    if lib.hasInfix "/" address then
      address
    else
      "${address}/${if lib.hasInfix ":" address then "128" else "32"}";

  # `file:line:column` of what a configuration says at a path below an option.
  place = import ./place.nix lib;

  systemd = import ./systemd { inherit lib config pkgs; };
}

# A package that someone has to supply: a system can be evaluated with it, and building it says what to do.
pkgs: name: message:

derivation {
  inherit name;
  system = pkgs.system;
  builder = "/bin/sh";
  args = [
    "-c"
    "echo ${pkgs.lib.escapeShellArg message} >&2; exit 1"
  ];
}
// {
  inherit name;
  pname = name;
  version = "0";
}

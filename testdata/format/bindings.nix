{ config,lib,pkgs,... }:
let cfg = config.services.web; inherit (lib) mkOption mkIf
  types;
  # The port that is listened on.
  port = if cfg.secure then 443 else 80;   # as registered
  unit = name: value: { description = "Web ${name}"; wantedBy = ["multi-user.target"]; };


  short = a: b: a+b;
  long = first: second: third: lib.concatStringsSep ", " (map toString [ first second third ]);
in {
  options.services.web = { enable = lib.mkEnableOption "the web server"; port = mkOption { type = types.port; default = 80; }; };
  config = mkIf cfg.enable (lib.mkMerge [ { a = 1; } { b = 2; } ]);
  empty = {}; none = [
  ]; one = [ 1 ]; two = [ 1 2 ];
  packages = with pkgs; [ git htop ];
  environment.etc."motd".text = ''
      Welcome to ${config.networking.hostName}.
        Indented further.

      The end.'';
  checked = assert cfg.port > 0; cfg.port;
  settings = cfg.settings // { inherit port; listen = true; };
  all = [ "first" ] ++ lib.optionals cfg.secure [ "second" "third" ] ++ lib.optional (cfg.extra != null) cfg.extra;
  choice = if cfg.kind == "a" then "first" else if cfg.kind == "b" then "second" else "third";
}

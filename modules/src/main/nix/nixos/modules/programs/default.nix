# Programs that users work with.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  inherit (lib) mkOption types;

  toggle =
    default: description:
    mkOption {
      type = types.bool;
      example = !default;
      inherit default description;
    };

  lines =
    example: description:
    mkOption {
      type = types.lines;
      default = "";
      inherit example description;
    };

  # Programs that need nothing but to be there.
  simple = {
    git = "git, a system for version control";
    htop = "htop, which shows what runs";
    tmux = "tmux, which holds several terminals";
    vim = "vim, an editor";
    zsh = "zsh, a shell";
    fish = "fish, a shell";
    mtr = "mtr, which shows the way to a host";
  };

  bash = config.programs.bash;
in
{
  options.programs = lib.mapAttrs (name: description: {
    enable = toggle false "Whether to provide ${description}.";
    package = mkOption {
      type = types.package;
      default = pkgs.${name};
      defaultText = lib.literalExpression "pkgs.${name}";
      example = lib.literalExpression "pkgs.${name}";
      description = "The package of ${name}.";
    };
  }) simple
  // {
    bash = {
      enable = toggle true "Whether bash is set up as a shell of users.";
      interactiveShellInit = lines "set -o vi" "Commands that interactive shells run when they start.";
      loginShellInit = lines "umask 027" "Commands that login shells run when they start.";
      shellInit = lines "export PAGER=less" "Commands that all shells run when they start.";
      promptInit = lines "PS1='\\u@\\h:\\w\\$ '" "Commands that set the prompt.";
      shellAliases = mkOption {
        type = types.attrsOf (types.nullOr types.str);
        default = { };
        example = {
          ll = "ls -l";
        };
        description = "Aliases of interactive shells.";
      };
      completion.enable = toggle true "Whether words can be completed.";
      enableCompletion = toggle true "Whether words can be completed.";
    };

    nano = {
      enable = toggle false "Whether to provide nano, an editor.";
      nanorc = lines "set tabsize 4" "Settings of nano.";
    };

    ssh = {
      extraConfig = lines "ServerAliveInterval 60" "Lines of {manpage}`ssh_config(5)`.";
      knownHosts = mkOption {
        type = types.attrsOf (
          types.submodule (
            { name, ... }:
            {
              options = {
                hostNames = mkOption {
                  type = types.listOf types.str;
                  default = [ name ];
                  example = [ "web.example.org" ];
                  description = "Names and addresses of the host.";
                };
                extraHostNames = mkOption {
                  type = types.listOf types.str;
                  default = [ ];
                  example = [ "192.0.2.10" ];
                  description = "Further names of the host.";
                };
                publicKey = mkOption {
                  type = types.str;
                  example = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA…";
                  description = "The public key of the host.";
                };
              };
            }
          )
        );
        default = { };
        example."web.example.org".publicKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA…";
        description = "Hosts whose keys are known.";
      };
      startAgent = toggle false "Accepted for configurations that set it.";
    };

    less.enable = toggle false "Accepted for configurations that set it; less is the machine's own.";
    command-not-found.enable = toggle false "Accepted for configurations that set it.";
    nix-ld.enable = toggle false "Accepted for configurations that set it: programs for other distributions run as they are.";
  };

  config = {
    environment = {
      systemPackages =
        lib.concatMap (
          name: lib.optional config.programs.${name}.enable config.programs.${name}.package
        ) (lib.attrNames simple)
        ++ lib.optional config.programs.nano.enable pkgs.nano;

      shellAliases = lib.mkIf bash.enable bash.shellAliases;
      interactiveShellInit = lib.mkIf bash.enable (bash.interactiveShellInit + bash.promptInit);
      shellInit = lib.mkIf bash.enable bash.shellInit;
      loginShellInit = lib.mkIf bash.enable bash.loginShellInit;

      etc = {
        "ssh/ssh_config.d/50-firn.conf" = lib.mkIf (config.programs.ssh.extraConfig != "") {
          text = config.programs.ssh.extraConfig;
        };
        "ssh/ssh_known_hosts" = lib.mkIf (config.programs.ssh.knownHosts != { }) {
          text = lib.concatStrings (
            lib.mapAttrsToList (
              _: host: "${lib.concatStringsSep "," (host.hostNames ++ host.extraHostNames)} ${host.publicKey}\n"
            ) config.programs.ssh.knownHosts
          );
        };
        "nanorc" = lib.mkIf (config.programs.nano.nanorc != "") { text = config.programs.nano.nanorc; };
      };
    };
  };
}

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
    less = "less, which shows texts by the page";
    mtr = "mtr, which shows the way to a host";
  };

  bash = config.programs.bash;

  # The files of bash-completion check for themselves whether the shell can use them.
  completion = ''
    if [ -n "''${BASH_VERSION-}" ] && [ -z "''${BASH_COMPLETION_VERSINFO-}" ] && ! shopt -oq posix; then
      for file in /run/current-system/sw /usr; do
        if [ -r "$file/share/bash-completion/bash_completion" ]; then
          . "$file/share/bash-completion/bash_completion"
          break
        fi
      done
      unset file
    fi
  '';
in
{
  imports = [
    (lib.mkRenamedOptionModule
      [
        "programs"
        "bash"
        "enableCompletion"
      ]
      [
        "programs"
        "bash"
        "completion"
        "enable"
      ]
    )
  ];

  options.programs =
    lib.mapAttrs (name: description: {
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
        completion.enable = toggle true ''
          Whether interactive shells complete arguments of commands, where the machine or {option}`environment.systemPackages`
          has the package bash-completion.
        '';
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
        startAgent =
          toggle false "Whether each user has an agent that keeps keys for SSH, from the first login on.";
        agentTimeout = mkOption {
          type = types.nullOr types.str;
          default = null;
          example = "1h";
          description = "How long the agent keeps a key; null is until it ends.";
        };
      };

      command-not-found.enable = toggle false "Accepted for configurations that set it.";
      nix-ld.enable =
        toggle false
          "Accepted for configurations that set it: programs for other distributions run as they are.";
    };

  config = {
    systemd.user.services.ssh-agent = lib.mkIf config.programs.ssh.startAgent {
      description = "Keys for SSH";
      wantedBy = [ "default.target" ];
      unitConfig.ConditionUser = "!@system";
      serviceConfig = {
        ExecStartPre = "/bin/rm -f %t/ssh-agent";
        ExecStart = "${pkgs.openssh}/bin/ssh-agent -D -a %t/ssh-agent${
          lib.optionalString (config.programs.ssh.agentTimeout != null)
            " -t ${config.programs.ssh.agentTimeout}"
        }";
        # It ends with 2 when it is told to stop.
        SuccessExitStatus = 2;
      };
    };

    environment = {
      systemPackages =
        lib.concatMap (name: lib.optional config.programs.${name}.enable config.programs.${name}.package) (
          lib.attrNames simple
        )
        ++ lib.optional config.programs.nano.enable pkgs.nano;

      shellAliases = lib.mkIf bash.enable bash.shellAliases;
      interactiveShellInit = lib.mkIf bash.enable (lib.mkMerge [
        (lib.mkIf bash.completion.enable completion)
        (lib.mkIf (bash.interactiveShellInit != "") bash.interactiveShellInit)
        (lib.mkIf (bash.promptInit != "") bash.promptInit)
      ]);
      extraInit = lib.mkIf config.programs.ssh.startAgent ''
        if [ -z "''${SSH_AUTH_SOCK-}" ] && [ -n "''${XDG_RUNTIME_DIR-}" ]; then
          export SSH_AUTH_SOCK="$XDG_RUNTIME_DIR/ssh-agent"
        fi
      '';
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

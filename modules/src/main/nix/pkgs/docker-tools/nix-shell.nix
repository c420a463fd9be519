/**
  Images that hold what a derivation is built with: a container of one is what `nix-shell` gives, and `buildDerivation`
  in it builds the derivation.
*/
{ lib, pkgs }:
buildLayeredImage: streamLayeredImage:
let
  builder =
    build:
    {
      drv,
      name ? drv.name + "-env",
      tag ? null,
      uid ? 1000,
      gid ? 1000,
      homeDirectory ? "/build",
      shell ? "${pkgs.bashInteractive}/bin/bash",
      command ? null,
      run ? null,
    }:
    let
      text =
        value:
        if builtins.isBool value then
          lib.optionalString value "1"
        else if builtins.isList value then
          lib.concatMapStringsSep " " text value
        else
          toString value;

      attributes = removeAttrs drv.drvAttrs [
        "args"
        "builder"
        "system"
        "name"
        "outputs"
        "passAsFile"
      ];

      # Where outputs go is known before they are built, and they are no part of the image.
      outputs = lib.genAttrs (drv.outputs or [ "out" ]) (
        output: builtins.unsafeDiscardStringContext drv.${output}.outPath
      );

      variables =
        lib.filterAttrs (
          variable: value: builtins.match "[A-Za-z_][A-Za-z0-9_]*" variable != null && value != null
        ) attributes
        // outputs
        // {
          inherit (drv) name system;
          outputs = lib.concatStringsSep " " (builtins.attrNames outputs);
        };

      interactive =
        if command != null then
          "${command}\nexit"
        else if run != null then
          "( ${run} )\nexit"
        else
          "";

      rc = pkgs.writeText "shell-rc" ''
        unset PATH
        export NIX_BUILD_TOP=/build TMPDIR=/build TEMPDIR=/build TMP=/build TEMP=/build
        export NIX_STORE=/nix/store HOME=${lib.escapeShellArg homeDirectory} NIX_BUILD_CORES=$(${pkgs.coreutils}/bin/nproc)
        export PATH=${lib.makeBinPath pkgs.stdenv.initialPath}
        ${lib.concatStrings (
          lib.mapAttrsToList (
            variable: value: "export ${variable}=${lib.escapeShellArg (text value)}\n"
          ) variables
        )}
        unset buildPhaseRan
        if [ -n "''${stdenv-}" ] && [ -e "$stdenv/setup" ]; then source "$stdenv/setup"; fi
        set +e +u +o pipefail
        buildDerivation() ( set -e; cd /build; if [ -n "''${buildCommand-}" ]; then eval "$buildCommand"; else genericBuild; fi; )
        PS1='\n[nix-shell:\w]$ '
        cd "$HOME"
        ${attributes.shellHook or ""}
        ${interactive}
      '';

      accounts = pkgs.runCommand "nix-shell-accounts" { } ''
        mkdir -p $out/etc
        cat >$out/etc/passwd <<END
        root:x:0:0:Nix build user:/build:/noshell
        nixbld:x:${toString uid}:${toString gid}:Nix build user:${homeDirectory}:${shell}
        nobody:x:65534:65534:Nobody:/:/noshell
        END
        cat >$out/etc/group <<END
        root:x:0:
        nixbld:!:${toString gid}:
        nogroup:x:65534:
        END
        echo "127.0.0.1 localhost" >$out/etc/hosts
      '';
    in
    lib.throwIf (command != null && run != null)
      "dockerTools.buildNixShellImage: 'command' and 'run' exclude each other; give one of them for '${name}'"
      (build {
        inherit name tag;
        contents = [
          (import ./environment.nix { inherit lib pkgs; }).binSh
          (import ./environment.nix { inherit lib pkgs; }).usrBinEnv
          (import ./environment.nix { inherit lib pkgs; }).caCertificates
          accounts
        ];
        fakeRootCommands = ''
          mkdir -p tmp nix/store build .${homeDirectory}
          chmod 1777 tmp
          chmod 1775 nix/store
          chown ${toString uid}:${toString gid} nix/store build .${homeDirectory}
        '';
        config = {
          Cmd =
            if run == null then
              [
                shell
                "--rcfile"
                rc
                "-i"
              ]
            else
              [
                shell
                rc
              ];
          User = "${toString uid}:${toString gid}";
          WorkingDir = "/build";
          Env = [ "SSL_CERT_FILE=/etc/ssl/certs/ca-bundle.crt" ];
        };
      });
in
{
  /**
    The image as an archive.
  */
  buildNixShellImage = builder buildLayeredImage;

  /**
    The script that writes it.
  */
  streamNixShellImage = builder streamLayeredImage;
}

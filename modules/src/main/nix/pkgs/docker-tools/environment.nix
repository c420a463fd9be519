/**
  What programs in an image expect at fixed places, and an image made of store paths does not have.
*/
{ lib, pkgs }:
let
  inherit (pkgs)
    runCommand
    symlinkJoin
    writeTextDir
    ;
in
{
  /**
    `/bin/sh`, for programs that insist on it.
  */
  binSh = runCommand "bin-sh" { } ''
    mkdir -p $out/bin
    ln -s ${pkgs.bashInteractive}/bin/bash $out/bin/sh
  '';

  /**
    `/usr/bin/env`, for scripts that insist on it.
  */
  usrBinEnv = runCommand "usr-bin-env" { } ''
    mkdir -p $out/usr/bin
    ln -s ${pkgs.coreutils}/bin/env $out/usr/bin/env
  '';

  /**
    The certificate authorities where programs of several distributions look for them.
  */
  caCertificates = runCommand "ca-certificates" { } ''
    mkdir -p $out/etc/ssl/certs $out/etc/pki/tls/certs
    for file in ssl/certs/ca-bundle.crt ssl/certs/ca-certificates.crt pki/tls/certs/ca-bundle.crt; do
      ln -s ${pkgs.cacert}/etc/ssl/certs/ca-bundle.crt $out/etc/$file
    done
  '';

  /**
    Users root and nobody and a name service that reads files, for images with no distribution below.
  */
  fakeNss = symlinkJoin {
    name = "fake-nss";
    paths = [
      (writeTextDir "etc/passwd" ''
        root:x:0:0:root user:/var/empty:/bin/sh
        nobody:x:65534:65534:nobody:/var/empty:/bin/sh
      '')
      (writeTextDir "etc/group" ''
        root:x:0:
        nobody:x:65534:
      '')
      (writeTextDir "etc/nsswitch.conf" ''
        hosts: files dns
      '')
      (runCommand "var-empty" { } "mkdir -p $out/var/empty")
    ];
  };

  /**
    Shell commands after which `useradd`, `groupadd` and the like work, for `runAsRoot` and, with `enableFakechroot`,
    `fakeRootCommands`. Files that are there already stay.
  */
  shadowSetup = ''
    export PATH=${pkgs.shadow}/bin:${pkgs.shadow}/sbin:$PATH
    mkdir -p /etc/pam.d /root
    [ -e /etc/passwd ] || echo "root:x:0:0::/root:${pkgs.runtimeShell}" >/etc/passwd
    [ -e /etc/shadow ] || { echo "root:!x:::::::" >/etc/shadow; chmod 0640 /etc/shadow; }
    [ -e /etc/group ] || echo "root:x:0:" >/etc/group
    [ -e /etc/gshadow ] || { echo "root:x::" >/etc/gshadow; chmod 0640 /etc/gshadow; }
    if [ ! -e /etc/pam.d/other ]; then
      for kind in account auth password session; do
        case $kind in
          auth | account) echo "$kind sufficient pam_rootok.so" ;;
        esac
        echo "$kind required pam_permit.so"
      done >/etc/pam.d/other
    fi
    [ -e /etc/login.defs ] || printf '%s\n' \
      "SYS_UID_MIN 100" "SYS_UID_MAX 999" "SYS_GID_MIN 100" "SYS_GID_MAX 999" \
      "UID_MIN 1000" "UID_MAX 60000" "GID_MIN 1000" "GID_MAX 60000" "USERGROUPS_ENAB yes" "ENCRYPT_METHOD YESCRYPT" >/etc/login.defs
  '';
}

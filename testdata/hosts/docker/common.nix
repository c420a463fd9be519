# OCI containers run by docker, from images that are built here, so that nothing is pulled.
{ step }:

{ pkgs, lib, ... }:

let
  inherit (pkgs) busybox;

  image =
    name: page:
    pkgs.dockerTools.buildImage {
      inherit name;
      tag = "test";
      copyToRoot = [
        (pkgs.linkFarm "applets" (
          map
            (applet: {
              name = "bin/${applet}";
              path = "${busybox}/bin/busybox";
            })
            [
              "env"
              "httpd"
              "sh"
              "sleep"
            ]
        ))
        (pkgs.writeTextDir "www/index.html" page)
      ];
      config.Cmd = [
        "/bin/httpd"
        "-f"
        "-p"
        "80"
        "-h"
        "/www"
      ];
    };

  # Told to stop, its program goes on until it is killed.
  deaf = {
    image = "deaf:test";
    imageFile = image "deaf" "deaf";
    extraOptions = [
      "--network=none"
      "--stop-timeout=1"
    ];
  };
in
{
  networking.hostName = "docker";
  networking.firewall.enable = false;
  system.stateVersion = "24.11";
  environment.systemPackages = [ busybox ];
  systemd.tmpfiles.rules = [ "f+ /etc/app.env 0600 root root - SECRET=hidden" ];

  virtualisation.oci-containers = {
    backend = "docker";
    containers = {
      # Its image changes.
      db = {
        image = "served:test";
        imageFile = image "served" "page ${step}";
        ports = [ "127.0.0.1:8181:80" ];
        extraOptions = [ "--stop-timeout=1" ];
      };
      # Its definition changes, and the program that writes its image.
      app = {
        image = "streamed:test";
        imageStream = pkgs.writeShellScript "stream" ''
          # ${step}
          exec ${pkgs.gzip}/bin/gzip -dc ${image "streamed" "streamed"}
        '';
        dependsOn = [ "db" ];
        entrypoint = "/bin/sh";
        cmd = [
          "-c"
          (if step == "broken" then "exit 3" else "env > /data/env; exec sleep 1000000")
        ];
        environment.STEP = step;
        environmentFiles = [ "/etc/app.env" ];
        volumes = [ "data:/data" ];
        extraOptions = [ "--stop-timeout=1" ];
      };
      same = deaf;
    }
    // lib.optionalAttrs (step == "one") { removed = deaf; };
  };
}

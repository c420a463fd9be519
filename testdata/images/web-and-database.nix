# Services of system modules under s6: PostgreSQL starts before nginx, which a one-shot service follows.
with import <nixpkgs> { };
lib.makeImage (
  { pkgs, config, ... }:
  {
    image = {
      name = "web-and-database";
      tag = "1";
      interactive = true;
      exposedPorts."8091/tcp" = { };
    };
    environment.systemPackages = [ pkgs.procps ];

    services.nginx = {
      enable = true;
      virtualHosts.default = {
        listen = [
          {
            addr = "127.0.0.1";
            port = 8091;
          }
        ];
        locations."/".return = "200 'page from the image'";
      };
    };
    services.postgresql = {
      enable = true;
      ensureDatabases = [ "app" ];
      settings.listen_addresses = "";
    };
    systemd.services.nginx.after = [ "postgresql.service" ];

    systemd.services.report = {
      after = [ "nginx.service" ];
      wantedBy = [ "multi-user.target" ];
      path = [ pkgs.hello ];
      preStart = "echo prepared >/run/prepared";
      serviceConfig = {
        Type = "oneshot";
        WorkingDirectory = "/var";
        EnvironmentFile = "-/etc/missing";
        Environment = "GREETING='hello there'";
      };
      script = ''echo "report: $GREETING, $(cat /run/prepared) in $PWD, $(hello -g path)"'';
    };
  }
)

# What options are set to where their examples cannot show an effect: an example that is the default, or names a file that is
# not there, or a package that the small archive of these tests lacks.
let
  package = { pkgs }: pkgs.hello;
  file = { }: ./daemon/lib/tmpfiles.d/brought.conf;
  files = { }: [ ./daemon/lib/tmpfiles.d/brought.conf ];

  # A package that is there without being built.
  daemon =
    { }:
    [
      {
        type = "derivation";
        name = "daemon";
        outPath = toString ./daemon;
      }
    ];

  force = value: { lib }: lib.mkForce value;
in
{
  "documentation.dev.enable" = { }: true;
  "environment.etc" = { }: { "motd".text = "Welcome"; };
  "environment.extraOutputsToInstall" = { }: [ "dev" ];
  "i18n.glibcLocales" = package;
  "networking.defaultGateway" = force "192.0.2.1";
  "networking.defaultGateway.address" = force "192.0.2.1";
  "networking.defaultGateway6" = force "2001:db8::1";
  "networking.defaultGateway6.address" = force "2001:db8::1";
  "networking.hostFiles" = files;
  "networking.nat.externalInterface" = force "eth1";
  "networking.useHostResolvConf" = { }: false;
  "nixpkgs.pkgs" = { }: null;
  "nixpkgs.overlays" = { }: [ (_: prev: { hello = prev.htop; }) ];
  "security.acme.defaults.email" = force "root@example.org";
  "security.acme.defaults.webroot" = { }: "/srv/challenges";
  "security.pki.certificateFiles" = files;
  "services.cron.cronFiles" = files;
  "services.mariadb" = { }: { dataDir = "/data/mysql"; };
  "services.mysql.configFile" = file;
  "services.mysql.initialDatabases" = { }: [ { name = "shop"; } ];
  "services.mysql.initialScript" = file;
  "services.nextcloud.config.adminpassFile" = force "/run/keys/nextcloud-admin";
  "services.nextcloud.extraApps" = { pkgs }: { calendar = pkgs.hello; };
  "services.nextcloud.hostName" = force "files.example.org";
  "services.nextcloud.https" = force false;
  "services.nextcloud.settings" = { }: { log_type = "systemd"; };
  "services.openssh.moduliFile" = file;
  "services.phpfpm.settings" = { }: { log_level = "warning"; };
  "services.redis.servers" = { }: { other.enable = true; };
  "services.phpfpm.pools" = { }: {
    other = {
      user = "other";
      group = "other";
    };
  };
  "services.postgresql.ensureUsers" = { }: [ { name = "shop"; } ];
  "services.postgresql.initialScript" = file;
  "system.stateVersion" = force "24.05";
  "systemd.packages" = daemon;
  "systemd.tmpfiles.packages" = daemon;
  "virtualisation.containers.storage.settings" = { }: { storage.driver = "btrfs"; };
  "virtualisation.docker.daemon.settings" = { }: { debug = true; };
  "virtualisation.podman.extraPackages" = { pkgs }: [ pkgs.hello ];
  "virtualisation.podman.extraRuntimes" = { pkgs }: [ pkgs.hello ];

  "networking.firewall.package" = package;
  "nix.package" = package;
  "programs.fish.package" = package;
  "programs.git.package" = package;
  "programs.htop.package" = package;
  "programs.less.package" = package;
  "programs.mtr.package" = package;
  "programs.tmux.package" = package;
  "programs.vim.package" = package;
  "programs.zsh.package" = package;
  "security.acme.package" = package;
  "security.sudo.package" = package;
  "services.mysql.package" = package;
  "services.nextcloud.package" = { lib, pkgs }: lib.mkForce pkgs.htop;
  "services.nextcloud.phpPackage" = { pkgs }: pkgs.php.buildEnv { extraConfig = "memory_limit = 256M"; };
  "services.nginx.package" = package;
  "services.openssh.package" = package;
  "services.phpfpm.phpPackage" = package;
  "services.postgresql.package" = package;
  "services.redis.package" = package;
  "virtualisation.docker.package" = package;
  "virtualisation.podman.package" = package;

  "containers.<name>.flake" = { }: "path:${toString ./flake}";
  "containers.<name>.nixpkgs" = { }: ./nixpkgs;
  "containers.<name>.pkgs" = { pkgs }: pkgs // { coreutils = pkgs.hello; };
  "environment.etc.<name>.source" = file;
  "fileSystems.<name>.label" = { }: "data";
  "networking.interfaces.<name>.useDHCP" = { }: false;
  "security.acme.certs.<name>.email" = { }: "root@example.net";
  "security.acme.certs.<name>.webroot" = { }: "/srv/challenges";
  "services.mysql.initialDatabases.*.schema" = file;
  "services.nginx.upstreams.<name>.servers" = { }: { "127.0.0.1:9000" = { }; };
  "services.phpfpm.pools.<name>.phpPackage" = package;
  "specialisation.<name>.configuration" = { }: { networking.domain = "example.net"; };
  "users.users.<name>.group" = { }: "operators";
  "users.users.<name>.openssh.authorizedKeys.keyFiles" = files;
  "users.users.<name>.subGidRanges" = { }: [ { startGid = 300000; } ];
}
// builtins.listToAttrs (
  builtins.concatMap
    (unit: [
      {
        name = "systemd.${unit}.reloadTriggers";
        value = { }: [ "/srv/app.conf" ];
      }
      {
        name = "systemd.${unit}.restartTriggers";
        value = { }: [ "/srv/app.conf" ];
      }
    ])
    (
      [
        "automounts.*"
        "mounts.*"
      ]
      ++ builtins.concatMap (kind: [
        "${kind}.<name>"
        "user.${kind}.<name>"
      ]) [ "paths" "services" "slices" "sockets" "targets" "timers" ]
    )
)

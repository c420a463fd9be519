# What has to be on a machine so that an option can show its effect: by the beginning of the option's name; the longest one counts.
let
  closure = {
    firn.host.root = "closure";
  };
  web = {
    services.nginx = {
      enable = true;
      virtualHosts."example.org" = {
        forceSSL = true;
        sslCertificate = "/srv/cert.pem";
        sslCertificateKey = "/srv/key.pem";
        locations."/".proxyPass = "http://127.0.0.1:8000";
      };
    };
  };
  certificates = {
    security.acme = {
      acceptTerms = true;
      defaults.email = "admin@example.org";
      certs."example.org".webroot = "/var/lib/acme/acme-challenge";
    };
  };
  # The host and the container that instances.nix names.
  host = settings: {
    imports = [ web ];
    services.nginx.virtualHosts."example.net" = settings;
  };
  proxied = host { locations."/files".proxyPass = "http://127.0.0.1:9000"; };
  withTls = settings: host ({
    sslCertificate = "/srv/cert.pem";
    sslCertificateKey = "/srv/key.pem";
  } // settings);
  webContainer = settings: { containers.web = settings; };
  withNetwork = webContainer { privateNetwork = true; };
  withAddress = webContainer {
    privateNetwork = true;
    localAddress = "10.0.0.2";
    extraVeths.db0.localAddress = "10.0.1.2";
  };
  cloud =
    { pkgs, ... }:
    {
      services.nginx.enable = true;
      services.nextcloud = {
        enable = true;
        package = pkgs.hello;
        hostName = "cloud.example.org";
        https = true;
        config.adminpassFile = "/run/keys/admin";
      };
    };
  cloudWithDatabase = {
    imports = [ cloud ];
    services.nextcloud.config.dbtype = "pgsql";
  };
in
{
  "" = { };

  "boot.enableContainers" = {
    containers.web.config.system.stateVersion = "24.11";
  };
  "boot.tmp.tmpfsSize".boot.tmp.useTmpfs = true;
  "console" = closure;
  "documentation" = { pkgs, ... }: { environment.systemPackages = [ pkgs.hello ]; };
  "environment.extraOutputsToInstall" =
    { pkgs, ... }:
    {
      environment.systemPackages = [
        {
          type = "derivation";
          name = "library";
          out = pkgs.hello;
          outPath = "${pkgs.hello}";
          dev = pkgs.htop;
          outputs = [
            "out"
            "dev"
          ];
        }
      ];
    };
  "firn.image" = closure;
  "firn.host.nested" = {
    virtualisation.podman.enable = true;
  };
  "firn.host.packages" = closure;
  "networking.defaultGateway6" = {
    networking.defaultGateway6.address = "fd00::1";
  };
  "networking.defaultGateway" = {
    networking.defaultGateway.address = "192.168.1.1";
  };
  "networking.firewall.extraForwardRules".networking.firewall.filterForward = true;
  "networking.networkmanager" = closure;
  "networking.nat" = {
    networking.nat = {
      enable = true;
      enableIPv6 = true;
      externalInterface = "eth0";
      internalInterfaces = [ "ve-+" ];
    };
  };
  "networking.nat.enable" = {
    networking.nat.internalInterfaces = [ "ve-+" ];
  };
  "networking.nat.enableIPv6" = {
    networking.nat.enable = true;
    networking.nat.internalInterfaces = [ "ve-+" ];
  };
  "networking.resolvconf".networking.nameservers = [ "192.0.2.53" ];
  "networking.search".networking.nameservers = [ "192.0.2.53" ];
  "networking.timeServers".services.timesyncd.enable = true;
  "networking.useHostResolvConf".boot.isContainer = true;
  "nixpkgs" = { pkgs, ... }: { environment.systemPackages = [ pkgs.hello ]; };
  "nix" = {
    nix.enable = true;
  };
  "nix.enable" = { };
  "nix.gc" = {
    nix.enable = true;
    nix.gc.automatic = true;
  };
  "nix.optimise" = {
    nix.enable = true;
    nix.optimise.automatic = true;
  };
  "nix.optimise.automatic".nix.enable = true;
  "nix.gc.automatic".nix.enable = true;
  "programs.fish.package".programs.fish.enable = true;
  "programs.git.package".programs.git.enable = true;
  "programs.htop.package".programs.htop.enable = true;
  "programs.less.package".programs.less.enable = true;
  "programs.bash.enable".programs.bash.shellAliases.ll = "ls -l";
  "programs.ssh.agentTimeout".programs.ssh.startAgent = true;
  "programs.mtr.package".programs.mtr.enable = true;
  "programs.tmux.package".programs.tmux.enable = true;
  "programs.vim.package".programs.vim.enable = true;
  "programs.zsh.package".programs.zsh.enable = true;
  "programs.nano.nanorc".programs.nano.enable = true;
  "security.acme" = certificates;
  "security.acme.certs".security.acme = {
    acceptTerms = true;
    defaults.email = "admin@example.org";
    defaults.webroot = "/var/lib/acme/acme-challenge";
  };
  "security.acme.defaults.webroot".security.acme = {
    acceptTerms = true;
    defaults.email = "admin@example.org";
    defaults.listenHTTP = ":1360";
    certs."example.org" = { };
  };
  "security.pam" = closure;
  "security.sudo" = closure;
  "services.cron" = {
    services.cron.systemCronJobs = [ "* * * * * root true" ];
  };
  "services.cron.enable" = { };
  "services.mysql".services.mysql.enable = true;
  "services.mysql.enable" = { };
  "services.mariadb".services.mysql.enable = true;
  "services.nextcloud" = cloud;
  "services.nextcloud.enable" = { pkgs, ... }: {
    services.nextcloud = {
      package = pkgs.hello;
      hostName = "cloud.example.org";
      config.adminpassFile = "/run/keys/admin";
    };
  };
  "services.nextcloud.extraAppsEnable" =
    { pkgs, ... }:
    {
      imports = [ cloud ];
      services.nextcloud.extraApps.calendar = pkgs.hello;
    };
  "services.nextcloud.autoUpdateApps.startAt" = {
    imports = [ cloud ];
    services.nextcloud.autoUpdateApps.enable = true;
  };
  "services.nextcloud.config.dbhost" = cloudWithDatabase;
  "services.nextcloud.config.dbname" = cloudWithDatabase;
  "services.nextcloud.config.dbuser" = cloudWithDatabase;
  "services.nextcloud.config.dbpassFile" = cloudWithDatabase;
  "services.nextcloud.database.createLocally" = cloudWithDatabase;
  "services.nginx" = web;
  "services.nginx.enable" = { };
  "services.nginx.proxyTimeout" = {
    imports = [ web ];
    services.nginx.recommendedProxySettings = true;
  };
  "services.nginx.proxyResolveWhileRunning" = {
    imports = [ web ];
    services.nginx.resolver.addresses = [ "192.0.2.53" ];
  };
  "services.nginx.resolver" = {
    imports = [ web ];
    services.nginx.resolver.addresses = [ "192.0.2.53" ];
  };
  "services.openssh".services.openssh.enable = true;
  "services.openssh.enable" = { };
  "services.openssh.authorizedKeysCommandUser".services.openssh = {
    enable = true;
    authorizedKeysCommand = "/srv/keys/of-user %u";
  };
  "services.openssh.openFirewall" = {
    firn.host.keepSSHReachable = false;
    services.openssh.enable = true;
  };
  "services.phpfpm".services.phpfpm.pools.app = {
    user = "app";
    group = "app";
  };
  "services.postgresql".services.postgresql.enable = true;
  "services.postgresql.enable" = { };
  "services.redis".services.redis.servers.app.enable = true;
  "services.resolved".services.resolved.enable = true;
  "services.resolved.enable" = { };
  "services.timesyncd".services.timesyncd.enable = true;
  "services.timesyncd.enable" = { };
  "systemd.globalEnvironment".systemd.services.greeter.script = "true";
  "systemd.network".systemd.network.enable = true;
  "systemd.network.enable" = { };
  "zramSwap.enable" = { };
  "zramSwap".zramSwap.enable = true;
  "users.mutableUsers".users.users.alice = {
    isNormalUser = true;
    hashedPassword = "!";
  };
  "users.enforceIdUniqueness" = { };
  "users.defaultUserShell".users.users.alice.isNormalUser = true;
  "virtualisation.containers".virtualisation.containers.enable = true;
  "virtualisation.containers.enable" = { };
  "virtualisation.docker".virtualisation.docker.enable = true;
  "virtualisation.docker.enable" = { };
  "virtualisation.docker.autoPrune".virtualisation.docker = {
    enable = true;
    autoPrune.enable = true;
  };
  "virtualisation.docker.autoPrune.enable".virtualisation.docker.enable = true;
  "virtualisation.oci-containers.backend".virtualisation.oci-containers.containers.web.image = "nginx";
  "virtualisation.podman".virtualisation.podman.enable = true;
  "virtualisation.podman.enable" = { };
  "virtualisation.podman.autoPrune".virtualisation.podman = {
    enable = true;
    autoPrune.enable = true;
  };
  "virtualisation.podman.autoPrune.enable".virtualisation.podman.enable = true;

  "containers.<name>.forwardPorts" = withAddress;
  "containers.<name>.extraVeths.<name>.forwardPorts" = withAddress;
  "containers.<name>.hostAddress" = withNetwork;
  "containers.<name>.hostAddress6" = withNetwork;
  "containers.<name>.hostBridge" = withNetwork;
  "containers.<name>.localAddress" = withNetwork;
  "containers.<name>.localAddress6" = withNetwork;
  "containers.<name>.localMacAddress" = withNetwork;
  "containers.<name>.specialArgs" = webContainer {
    specialArgs.purpose = "tests";
    config = args: { networking.domain = args.domain or "example.net"; };
  };
  "fileSystems.<name>.noCheck".fileSystems."/srv".fsType = "ext4";
  "networking.interfaces.<name>.useDHCP".networking.useDHCP = true;
  "services.nginx.virtualHosts.<name>.acmeRoot" = {
    imports = [
      certificates
      (host { enableACME = true; })
    ];
  };
  "services.nginx.virtualHosts.<name>.enableACME" = {
    imports = [
      certificates
      web
    ];
  };
  "services.nginx.virtualHosts.<name>.addSSL" = withTls { };
  "services.nginx.virtualHosts.<name>.forceSSL" = withTls { };
  "services.nginx.virtualHosts.<name>.onlySSL" = withTls { };
  "services.nginx.virtualHosts.<name>.http2" = withTls { forceSSL = true; };
  "services.nginx.virtualHosts.<name>.kTLS" = withTls { forceSSL = true; };
  "services.nginx.virtualHosts.<name>.sslCertificate" = host {
    forceSSL = true;
    sslCertificateKey = "/srv/key.pem";
  };
  "services.nginx.virtualHosts.<name>.sslCertificateKey" = host {
    forceSSL = true;
    sslCertificate = "/srv/cert.pem";
  };
  "services.nginx.virtualHosts.<name>.sslTrustedCertificate" = withTls { forceSSL = true; };
  "services.nginx.virtualHosts.<name>.redirectCode" = host { globalRedirect = "example.org"; };
  "services.nginx.virtualHosts.<name>.locations.<name>.priority" = host {
    locations."/".root = "/srv/www";
    locations."/files".root = "/srv/files";
  };
  "services.nginx.virtualHosts.<name>.locations.<name>.proxyWebsockets" = proxied;
  "services.nginx.virtualHosts.<name>.locations.<name>.recommendedProxySettings" = proxied;
  "services.postgresql.ensureUsers.*.ensureDBOwnership".services.postgresql = {
    enable = true;
    ensureDatabases = [ "app" ];
  };
  "services.redis.servers.<name>.enable" = { };
  "services.redis.servers.<name>.openFirewall".services.redis.servers.cache.port = 6380;
  "system.activationScripts.<name>.deps".system.activationScripts.users = "true";
  "system.userActivationScripts.<name>.deps".system.userActivationScripts.users = "true";
  "virtualisation.oci-containers.containers.<name>.dependsOn".virtualisation.oci-containers.containers.db.image = "redis";
  "virtualisation.oci-containers.containers.<name>.login".virtualisation.oci-containers.containers.example.login = {
    username = "bob";
    passwordFile = "/run/keys/registry";
  };
  "virtualisation.oci-containers.containers.<name>.login.username".virtualisation.oci-containers.containers.example.login.passwordFile =
    "/run/keys/registry";
  "virtualisation.oci-containers.containers.<name>.login.passwordFile".virtualisation.oci-containers.containers.example.login.username =
    "bob";
  "virtualisation.oci-containers.containers.<name>.podman".users.users.web.isNormalUser = true;
}

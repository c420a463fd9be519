# What a submodule has beside the option that is looked at: what it would mean nothing without. By the option that the submodule is
# of, or by one of the submodule's own options, which then comes with this instead; where its attribute's name matters, that too.
{ lib }:

let
  range.value = {
    from = 1000;
    to = 1010;
  };
  address4.value = {
    address = "192.0.2.2";
    prefixLength = 28;
  };
  address6.value = {
    address = "2001:db8::2";
    prefixLength = 56;
  };
  port.value.hostPort = 9090;
  copied.value = {
    source = "/srv/file";
    mode = "0600";
  };
  # An account that is a service's rather than a person's.
  account = {
    isSystemUser = true;
    group = "users";
  };
  isService = {
    name = "app";
    value.serviceConfig.ExecStart = "/srv/app";
  };
in
{
  "containers.<name>" = {
    name = "web";
    value.config.system.stateVersion = "24.11";
  };
  "containers.<name>.flake".value.path = lib.mkDefault "/srv/container";
  "containers.<name>.path".value.path = "/srv/container";
  "containers.<name>.allowedDevices.*".value = {
    node = "/dev/fuse";
    modifier = "r";
  };
  "containers.<name>.bindMounts.<name>".name = "/srv";
  "containers.<name>.extraVeths.<name>".name = "db0";
  "containers.<name>.extraVeths.<name>.forwardPorts.*" = port;
  "containers.<name>.forwardPorts.*" = port;

  "environment.etc.<name>".value.source = "/srv/file";
  "environment.etc.<name>.text".value.text = "";
  "environment.etc.<name>.uid" = copied;
  "environment.etc.<name>.gid" = copied;
  "environment.etc.<name>.user" = copied;
  "environment.etc.<name>.group" = copied;
  "fileSystems.<name>" = {
    name = "/srv";
    value.device = "/dev/vdb";
  };
  "fileSystems.<name>.label".value.fsType = "ext4";
  "firn.health.<name>".value.url = "http://127.0.0.1/";
  "firn.health.<name>.command".value = { };
  "firn.health.<name>.host".value.port = 80;
  "firn.health.<name>.port".value = { };
  "firn.health.<name>.type".value = {
    port = 80;
    unit = "app.service";
  };
  "firn.health.<name>.unit".value = { };

  "networking.firewall.allowedTCPPortRanges.*" = range;
  "networking.firewall.allowedUDPPortRanges.*" = range;
  "networking.firewall.interfaces.<name>".name = "eth1";
  "networking.firewall.interfaces.<name>.allowedTCPPortRanges.*" = range;
  "networking.firewall.interfaces.<name>.allowedUDPPortRanges.*" = range;
  "networking.interfaces.<name>" = {
    name = "eth1";
    value.mtu = 1400;
  };
  "networking.interfaces.<name>.mtu".value.macAddress = "00:11:22:33:44:66";
  "networking.interfaces.<name>.ipv4.addresses.*" = address4;
  "networking.interfaces.<name>.ipv4.routes.*" = address4;
  "networking.interfaces.<name>.ipv6.addresses.*" = address6;
  "networking.interfaces.<name>.ipv6.routes.*" = address6;
  "networking.macvlans.<name>" = {
    name = "mv0";
    value.interface = "eth1";
  };
  "networking.nat.forwardPorts.*".value = {
    sourcePort = 80;
    destination = "10.0.0.2:8000";
  };

  "programs.ssh.knownHosts.<name>".value.publicKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIexample";

  "security.acme.certs.<name>".name = "example.net";
  "security.pam.loginLimits.*".value = {
    domain = "alice";
    item = "core";
    value = 0;
  };
  "security.sudo.extraRules.*".value = {
    users = [ "bob" ];
    commands = [ "ALL" ];
  };
  "security.wrappers.<name>".value = {
    source = "/srv/tool";
  };

  "services.mysql.ensureUsers.*".value.name = "app";
  "services.mysql.initialDatabases.*".value.name = "app";
  "services.nginx.upstreams.<name>".value.servers."127.0.0.1:8000" = { };
  "services.nginx.virtualHosts.<name>".name = "example.net";
  "services.nginx.virtualHosts.<name>.locations.<name>".name = "/files";
  "services.openssh.listenAddresses.*".value.addr = "192.0.2.2";
  "services.phpfpm.pools.<name>".value = {
    user = "web";
    group = "web";
  };
  "services.postgresql.ensureUsers.*".value.name = "app";
  "services.redis.servers.<name>" = {
    name = "cache";
    value.enable = true;
  };
  "services.redis.servers.<name>.enable".value = { };

  "swapDevices.*".value.device = "/dev/vdb";
  "system.activationScripts.<name>".value.text = "true";
  "system.userActivationScripts.<name>".value.text = "true";

  "systemd.automounts.*".value.where = "/data";
  "systemd.mounts.*".value = {
    what = "/dev/vdb";
    where = "/data";
  };
  "systemd.services.<name>" = isService;
  "systemd.services.<name>.script".value = { };
  "systemd.services.<name>.scriptArgs".value.script = "true";
  "systemd.user.services.<name>" = isService;
  "systemd.user.services.<name>.script".value = { };
  "systemd.user.services.<name>.scriptArgs".value.script = "true";
  "systemd.units.<name>" = {
    name = "app.service";
    value.text = "[Service]\nExecStart=/srv/app\n";
  };
  "systemd.user.units.<name>" = {
    name = "app.service";
    value.text = "[Service]\nExecStart=/srv/app\n";
  };

  "users.users.<name>" = {
    name = "bob";
    value.isNormalUser = true;
  };
  "users.users.<name>.createHome".value = account;
  "users.users.<name>.isNormalUser".value.group = "users";
  "users.users.<name>.isSystemUser".value.group = "users";
  "users.users.<name>.useDefaultShell".value = account;
  "users.users.<name>.subGidRanges.*".value.startGid = 200000;
  "users.users.<name>.subUidRanges.*".value.startUid = 200000;

  "virtualisation.oci-containers.containers.<name>".value.image = "nginx";
}

# What the owner of the machine declares first.
{ pkgs, lib, ... }:

{
  networking.hostName = "debian";
  networking.firewall.enable = false;
  system.stateVersion = "24.11";

  environment.systemPackages = [
    pkgs.busybox
    pkgs.hello
  ];
  environment.etc = {
    "owner/first/file".text = lib.mkDefault "one\n";
    "owner/secret" = {
      text = "secret\n";
      mode = "0600";
    };
    # A file and a folder that the distribution has.
    "issue".text = "declared\n";
    "cron.daily".source = pkgs.writeTextDir "nothing" "";
  };

  users.mutableUsers = false;
  users.users = {
    alice = {
      isNormalUser = true;
      extraGroups = [ "adm" ];
      hashedPassword = "*";
    };
    # An account that the distribution has.
    www-data = {
      isSystemUser = true;
      group = "www-data";
      description = "declared";
      shell = "/bin/sh";
    };
  };
  users.groups.www-data = { };
  users.groups.people.members = [ "alice" ];

  systemd.services.own = {
    description = "A service of the owner's";
    wantedBy = [ "multi-user.target" ];
    serviceConfig.ExecStart = lib.mkDefault "${pkgs.busybox}/bin/busybox sleep 1000001";
  };

  # A service of each user's own.
  systemd.user.services.agent.serviceConfig.ExecStart =
    lib.mkDefault "${pkgs.busybox}/bin/busybox sleep 1000003";

  # A unit of a package, added to.
  systemd.services.cron = {
    overrideStrategy = "asDropin";
    serviceConfig.Nice = 5;
  };

  specialisation.quiet.configuration = {
    systemd.services.own.enable = false;
    firn.health.own.enable = false;
  };

  firn.health.own.unit = lib.mkDefault "own.service";
}

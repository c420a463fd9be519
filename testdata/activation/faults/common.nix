# A host, three containers and two OCI containers, small enough to be switched hundreds of times.
{ step }:

{ pkgs, lib, ... }:

let
  changed = step != "before";

  seconds = {
    same = 1000000;
    before = 1000001;
    after = 1000002;
    removed = 1000003;
    added = 1000004;
  };

  # Runs for ever, and ends at once when told to.
  daemon = name: text: {
    description = name;
    wantedBy = [ "multi-user.target" ];
    serviceConfig = {
      # The number tells a process of one version from that of another.
      ExecStart = "${pkgs.busybox}/bin/busybox sleep ${toString seconds.${text}}";
      StateDirectory = name;
    };
  };

  image =
    name: text:
    pkgs.dockerTools.buildLayeredImage {
      inherit name;
      tag = "latest";
      contents = [
        pkgs.busybox
        (pkgs.writeTextDir "www/index.html" text)
      ];
      config.Cmd = [
        "${pkgs.busybox}/bin/busybox"
        "sh"
        "-c"
        "trap 'exit 0' TERM; while :; do ${pkgs.busybox}/bin/busybox sleep 1000000 & wait; done"
      ];
    };

  oci = name: text: {
    image = "${name}:latest";
    imageFile = image name text;
    extraOptions = [ "--network=none" ];
    volumes = [ "/srv/${name}:/data" ];
  };

  # What a container need not start to be switched: most of a switch is the boot of two of them.
  small.systemd.services = {
    systemd-logind.enable = false;
    systemd-update-utmp.enable = false;
    systemd-update-utmp-runlevel.enable = false;
    systemd-user-sessions.enable = false;
    systemd-journal-flush.enable = false;
  };

  files = prefix: names: text: lib.listToAttrs (map (n: lib.nameValuePair "${prefix}/${n}" { text = text + n; }) names);
in
{
  networking.hostName = "faults";
  networking.firewall.enable = false;
  system.stateVersion = "24.11";

  environment.etc = lib.mkMerge [
    (files "faults" [ "same-1" "same-2" ] "same ")
    (files "faults" [ "one" "two" ] (if changed then "after " else "before "))
    (lib.mkIf changed (files "faults/new" [ "one" ] "new "))
    (lib.mkIf (!changed) (files "faults/old" [ "one" ] "old "))
    { "faults/secret" = { text = if changed then "after" else "before"; mode = if changed then "0640" else "0600"; }; }
  ];

  users.groups.people = { };
  users.users = {
    alice = { isNormalUser = true; description = if changed then "Alice after" else "Alice before"; };
  }
  // (if changed then { bob = { isNormalUser = true; extraGroups = [ "people" ]; }; } else { carol = { isNormalUser = true; }; });

  systemd.tmpfiles.rules = [
    "d /srv/first 0755 root root -"
    "d /srv/second 0755 root root -"
  ];

  systemd.services = {
    same = daemon "same" "same";
    restarted = daemon "restarted" (if changed then "after" else "before") // { stopIfChanged = false; };
    stopped = daemon "stopped" (if changed then "after" else "before");
    reloaded = lib.recursiveUpdate (daemon "reloaded" "same") {
      reloadTriggers = [ step ];
      serviceConfig.ExecReload = "${pkgs.busybox}/bin/busybox true";
    };
    needs = daemon "needs" (if changed then "after" else "before") // {
      requires = [ "stopped.service" ];
      after = [ "stopped.service" ];
    };
  }
  // (
    if changed then
      { added = daemon "added" "added"; }
    else
      { removed = daemon "removed" "removed"; }
  );

  # Its contents change: switched in place.
  containers.inside = {
    autoStart = true;
    # A busy machine is no fault.
    timeoutStartSec = "5min";
    config = {
      imports = [ small ];
      networking.firewall.enable = false;
      system.stateVersion = "24.11";
      environment.etc."faults/inside".text = step;
      systemd.services = {
        same = daemon "same" "same";
        changed = daemon "changed" step;
      }
      // (if changed then { added = daemon "added" "added"; } else { removed = daemon "removed" "removed"; });
    };
  };

  # Its shape changes: it boots anew.
  containers.shape = {
    autoStart = true;
    # A busy machine is no fault.
    timeoutStartSec = "5min";
    privateNetwork = true;
    hostAddress = "10.77.0.1";
    localAddress = if changed then "10.77.0.3" else "10.77.0.2";
    config = {
      imports = [ small ];
      networking.firewall.enable = false;
      system.stateVersion = "24.11";
      systemd.services.same = daemon "same" "same";
    };
  };

  # Comes or goes.
  containers.${if changed then "new" else "old"} = {
    autoStart = true;
    # A busy machine is no fault.
    timeoutStartSec = "5min";
    config = {
      imports = [ small ];
      networking.firewall.enable = false;
      system.stateVersion = "24.11";
      systemd.services.same = daemon "same" "same";
    };
  };

  virtualisation.oci-containers.containers = {
    first = oci "first" step;
    second = oci "second" "same" // { dependsOn = [ "first" ]; environment.STEP = step; };
  };

  firn.health.same.unit = "same.service";
}

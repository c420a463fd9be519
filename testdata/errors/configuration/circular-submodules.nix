{ config, lib, ... }:
{
  options.ring = lib.mkOption {
    type = lib.types.attrsOf (
      lib.types.submodule {
        options.next = lib.mkOption { type = lib.types.str; };
      }
    );
  };
  config = {
    ring.a.next = config.ring.b.next;
    ring.b.next = config.ring.a.next;
    networking.hostName = config.ring.a.next;
    system.stateVersion = "24.11";
  };
}

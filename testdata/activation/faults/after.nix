import ./common.nix { step = "after"; }

import ./common.nix { step = "one"; }

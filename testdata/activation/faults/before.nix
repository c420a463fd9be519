import ./common.nix { step = "before"; }

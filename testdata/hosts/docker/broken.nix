import ./common.nix { step = "broken"; }

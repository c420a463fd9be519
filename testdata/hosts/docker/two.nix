import ./common.nix { step = "two"; }

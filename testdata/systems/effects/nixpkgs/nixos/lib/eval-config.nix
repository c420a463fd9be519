# The modules of another release, which differ by one.
args:

import ../../../../../../modules/src/main/nix/nixos/lib/eval-config.nix (
  args // { modules = args.modules ++ [ { networking.domain = "example.net"; } ]; }
)

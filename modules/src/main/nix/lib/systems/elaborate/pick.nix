/**
  The value of the first pair whose predicate holds for a platform, or a default.

  Type: pick :: platform -> [ [ predicate value ] ] -> a -> a
  Example: pick (elaborate "x86_64-linux") [ [ "isLinux" "glibc" ] ] null => "glibc"
*/
platform: cases: default:
let
  go =
    rest:
    if rest == [ ] then
      default
    else
      let
        case = builtins.head rest;
      in
      if platform.${builtins.head case} then builtins.elemAt case 1 else go (builtins.tail rest);
in
go cases

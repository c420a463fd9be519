/**
  What some packages need beyond relocation, by the name of their component: further links, files and wrappers, in the
  terms of `builtin:debian-package`. One topic to a file. `@out@` stands for the package's own path.
*/
{
  debian,
  lib,
  prepared,
  system,
}:
let
  # Debian's name of the folder for this kind of machine.
  triple = if system == "aarch64-linux" then "aarch64-linux-gnu" else "x86_64-linux-gnu";
in
lib.foldl'
  (
    all: file:
    all
    // import file {
      inherit
        debian
        lib
        prepared
        system
        triple
        ;
    }
  )
  { }
  [
    ./containers.nix
    ./databases.nix
    ./development.nix
    ./editors.nix
    ./languages.nix
    ./network.nix
    ./security.nix
    ./shells.nix
    ./system.nix
    ./text.nix
    ./web.nix
  ]

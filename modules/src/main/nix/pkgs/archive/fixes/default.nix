/**
  What some packages need beyond relocation, by the name of their component: further links, files and wrappers, in the
  terms of `builtin:debian-package`. One topic to a file. `@out@` stands for the package's own path.
*/
{
  debian,
  lib,
  system,
}:
lib.foldl' (all: file: all // import file { inherit debian lib system; }) { } [
  ./containers.nix
  ./databases.nix
  ./development.nix
  ./editors.nix
  ./languages.nix
  ./security.nix
  ./system.nix
  ./text.nix
  ./web.nix
]

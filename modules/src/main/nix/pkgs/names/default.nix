/**
  The names nixpkgs gives to packages that Debian calls otherwise, one topic to a file. Names that are the same in both
  need no entry.
*/
{ debian, lib }:
final: _:
let
  topics = [
    ./base.nix
    ./shells.nix
    ./text.nix
    ./editors.nix
    ./network.nix
    ./web.nix
    ./databases.nix
    ./languages.nix
    ./libraries.nix
    ./development.nix
    ./containers.nix
    ./system.nix
    ./security.nix
    ./mail-and-time.nix
  ];
in
lib.foldl' (all: file: all // import file { inherit final debian lib; }) { } topics

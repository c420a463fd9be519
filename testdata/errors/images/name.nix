(import <nixpkgs> { }).dockerTools.buildImage { name = "My App"; }

(import <nixpkgs> { }).lib.makeImage {
  image.name = "app";
  s6.services.a = { };
}

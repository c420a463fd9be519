(import <nixpkgs> { }).lib.makeImage {
  image.name = "app";
  s6.services.a = {
    script = "true";
    after = [ "b" ];
  };
  s6.services.b = {
    script = "true";
    after = [ "a" ];
  };
}

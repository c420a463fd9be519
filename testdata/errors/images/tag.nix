(import <nixpkgs> { }).dockerTools.buildLayeredImage {
  name = "app";
  tag = "-1";
}

(import <nixpkgs> { }).dockerTools.buildImage {
  name = "app";
  compressor = "bzip2";
}

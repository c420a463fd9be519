(import <nixpkgs> { }).dockerTools.streamLayeredImage {
  name = "app";
  config.ExposedPorts."80000/tcp" = { };
}

(import <nixpkgs> { }).dockerTools.pullImage {
  imageName = "nginx";
  imageDigest = "latest";
}

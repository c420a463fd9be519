# As published in "Containers and images", section "Building OCI images with dockerTools", which gives the
# set of outputs; the rest of the flake stands around it here.
{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";

  outputs =
    { nixpkgs, ... }:
    let
      pkgs = nixpkgs.legacyPackages.x86_64-linux;
    in
    # in a flake's outputs, with pkgs for x86_64-linux
    {
      packages.x86_64-linux.image = pkgs.dockerTools.buildLayeredImage {
        name = "hello-web";
        tag = "latest";
        contents = [ pkgs.python3 ];
        config = {
          Cmd = [ "${pkgs.python3}/bin/python3" "-m" "http.server" "8080" ];
          ExposedPorts."8080/tcp" = { };
        };
      };
    };
}

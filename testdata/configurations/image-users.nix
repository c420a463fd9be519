# As published in "Write container images as NixOS machines", section "(Re)Use NixOS modules", with the closing
# braces the page has lost.
with import <nixpkgs> { };
lib.makeImage ({ pkgs, ... }: {
  config = {
    image.name = "nixos";
    environment.systemPackages = [ pkgs.coreutils ];
    users.users.alice = {
      isNormalUser = true;
    };
  };
})

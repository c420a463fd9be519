# Options that rightly change nothing of a system, each with the reason.
let
  kernel = "The kernel and its boot loader are the machine's own.";
  packages = "It says which package set is made; these systems are given one.";
in
{
  "boot.extraModulePackages" = kernel;
  "boot.initrd" = kernel;
  "boot.kernelPackages" = kernel;
  "boot.kernelParams" = kernel;
  "boot.loader" = kernel;
  "hardware" = "Firmware and drivers are the machine's own.";

  "documentation.dev.enable" = "Debian keeps such documents in packages of their own.";
  "documentation.nixos.enable" = "The manual of all options is written by a command.";
  "programs.command-not-found.enable" = "It asks an index of nixpkgs' programs, which Debian's packages are not in.";
  "programs.nix-ld.enable" = "Programs for other distributions run on this one as they are.";
  "nix.channel.enable" = "Firn has no channels.";

  "_module.args" = "Only modules that take such an argument read it.";
  "lib" = "Only other modules read it.";
  "meta.maintainers" = "Only readers of the module read it.";
  "system.build" = "Only commands that build one of its attributes read it.";

  "networking.nftables.enable" = "The firewall is always one of nftables.";
  "services.postgresql.checkConfig" = "A server that refuses its configuration undoes the switch.";

  "nixpkgs.buildPlatform" = packages;
  "nixpkgs.config" = packages;
  "nixpkgs.hostPlatform" = packages;
  "nixpkgs.pkgs" = packages;
  "nixpkgs.system" = packages;

  # What is permitted rather than done: without it, or with it, the configuration is refused.
  "security.acme.acceptTerms" = "It permits certificates; without it they are refused.";
  "users.enforceIdUniqueness" = "It permits two accounts to have one number.";
}

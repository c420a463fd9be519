{
  description = "A container's system that is described elsewhere";

  outputs = { ... }: {
    nixosConfigurations.container.config.system.build.toplevel = "/srv/other-container";
  };
}

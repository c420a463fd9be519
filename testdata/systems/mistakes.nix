# What a configuration is told when it cannot work: all of it at once.
{
  users.users.bob.group = "";
  firn.health.page.type = "http";
  containers.a-very-long-name = {
    privateNetwork = true;
    hostAddress = "somewhere";
    config.users.users.eve.isSystemUser = true;
  };
  containers.nothing = { };
  containers.unlinked = {
    localAddress = "10.0.0.2";
    config.system.stateVersion = "24.11";
  };
  virtualisation.oci-containers.containers.app = {
    image = "app";
    dependsOn = [ "db" ];
    ports = [ "" ];
  };
}

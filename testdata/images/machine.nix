{ ... }:
{
  networking.hostName = "host";
  system.stateVersion = "24.11";

  containers.web.config =
    { pkgs, ... }:
    {
      system.stateVersion = "24.11";
      users.users.alice = {
        isNormalUser = true;
        uid = 1200;
      };
      environment.etc.owned = {
        text = "hers\n";
        user = "alice";
        mode = "0600";
      };
      services.nginx = {
        enable = true;
        virtualHosts.default = {
          listen = [
            {
              addr = "127.0.0.1";
              port = 8092;
            }
          ];
          root = pkgs.writeTextDir "index.html" "page of the machine";
        };
      };
    };
}

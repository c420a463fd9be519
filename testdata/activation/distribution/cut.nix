# Cuts the machine off from whoever switches it over ssh.
{ pkgs, ... }:

{
  imports = [ ./one.nix ];

  systemd.services.cut = {
    description = "Closed door";
    wantedBy = [ "multi-user.target" ];
    serviceConfig = {
      Type = "oneshot";
      RemainAfterExit = true;
      ExecStart = "${pkgs.nftables}/bin/nft -f ${pkgs.writeText "cut.nft" ''
        table inet cut {
          chain input {
            type filter hook input priority 0;
            tcp dport 22 drop
          }
        }
      ''}";
      ExecStop = "${pkgs.nftables}/bin/nft delete table inet cut";
    };
  };
}

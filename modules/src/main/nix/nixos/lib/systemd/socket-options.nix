# `systemd.sockets.<name>`
{ lib, types, common }:

{ config, ... }:
{
  imports = [
    common.unit
    common.restartsByUnit
  ];

  options = {
    listenStreams = lib.mkOption {
      type = lib.types.listOf lib.types.str;
      default = [ ];
      example = [
        "0.0.0.0:993"
        "/run/my-socket"
      ];
      description = "Addresses and paths to listen on for streams.";
    };

    listenDatagrams = lib.mkOption {
      type = lib.types.listOf lib.types.str;
      default = [ ];
      example = [ "0.0.0.0:53" ];
      description = "Addresses and paths to listen on for datagrams.";
    };

    socketConfig = common.section "systemd.socket(5)" { ListenStream = "/run/my-socket"; };
  };

  config.socketConfig =
    lib.optionalAttrs (config.listenStreams != [ ]) { ListenStream = config.listenStreams; }
    // lib.optionalAttrs (config.listenDatagrams != [ ]) { ListenDatagram = config.listenDatagrams; };
}

{
  system.stateVersion = "24.11";
  networking.nat = {
    enable = true;
    forwardPorts = [ { sourcePort = "80"; destination = "10.0.0.1:80"; } ];
  };
}

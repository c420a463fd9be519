{
  system.stateVersion = "24.11";
  systemd.services.job = {
    script = "true";
    serviceConfig = {
      Type = "onshot";
      Restart = "on-fail";
    };
  };
}

# s6 services of all types, in order; one that fails and is started anew, one with a logger, one as another user.
with import <nixpkgs> { };
lib.makeImage (
  { pkgs, ... }:
  {
    image = {
      name = "services";
      tag = "1";
      interactive = true;
      env.GREETING = "hello";
      run = "echo made >made";
    };
    environment.systemPackages = [ pkgs.gnused ];
    users.users.worker = {
      isNormalUser = true;
      uid = 1234;
    };
    environment.etc."app/settings" = {
      text = "mode";
      mode = "0640";
      user = "worker";
    };
    s6.services = {
      second = {
        type = "oneshot-pre";
        after = [ "first" ];
        script = "echo second: $(cat /state)";
      };
      first = {
        type = "oneshot-pre";
        script = "echo written >/state; echo first: $GREETING";
      };
      worker = {
        user = "worker";
        workingDirectory = "/home/worker";
        environment.PLACE = "here";
        script = ''
          echo "worker: $(id -un) $PWD $PLACE"
          exec sleep 1000000
        '';
      };
      flaky = {
        restartOnFailure = true;
        script = ''
          echo again >>/flaky
          echo "flaky: $(wc -l </flaky)"
          if [ "$(wc -l </flaky)" -lt 3 ]; then exit 3; fi
          exec sleep 1000000
        '';
      };
      logged = {
        execLogger = "${pkgs.gnused}/bin/sed -u s/^/logger:/";
        script = ''
          echo line
          exec sleep 1000000
        '';
      };
      last = {
        type = "oneshot-post";
        script = "( sleep 0.2; exit ) & echo last";
      };
    };
  }
)

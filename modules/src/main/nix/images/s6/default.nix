/**
  The files s6 works with, made of `s6.services`: a script for each service, and the init that starts them in order,
  keeps them, and stops them in the other order.

  In a container s6-svscan is the first process: it reaps what others leave. A child of it, `rc`, runs the one-shot
  services and hands the others to it.
*/
{
  lib,
  pkgs,
  accounts,
}:

let
  inherit (pkgs) writeTextFile;
  bash = "${pkgs.bash}/bin/bash";

  path = lib.makeBinPath [
    pkgs.s6
    pkgs.execline
    pkgs.coreutils
  ];

  script =
    name: text:
    writeTextFile {
      inherit name;
      executable = true;
      text = "#!${bash}\n${text}";
    };

  sorted =
    services:
    let
      names = builtins.attrNames services;
      order = lib.toposort (a: b: builtins.elem a services.${b}.after) names;
    in
    order.result or (throw "s6.services: ${lib.concatStringsSep ", " (order.cycle or order.loops)} are each to start after the other; take one name out of 'after'");

  ofType = type: services: lib.filterAttrs (_: service: service.type == type) services;

  environment =
    variables:
    lib.concatStrings (
      lib.mapAttrsToList (name: value: "export ${name}=${lib.escapeShellArg (toString value)}\n") (
        lib.filterAttrs (_: value: value != null) variables
      )
    );

  # Debian's s6-setuidgid takes glibc's look for a name service cache for a failure.
  become =
    service:
    if service.become != null then
      lib.escapeShellArgs service.become + " "
    else if service.user == "root" then
      ""
    else
      let
        group =
          accounts.primary.${service.user} or (throw "a service of the image runs as '${service.user}': there is no such user in users.users");
      in
      "${pkgs.debian.util-linux}/bin/setpriv --reuid=${lib.escapeShellArg service.user} --regid=${toString group} --init-groups -- ";

  # What the service runs, as its user.
  body =
    name: service:
    if service.script != "" then
      "${bash} -e ${pkgs.writeText "s6-${name}-script" service.script}"
    else
      "${service.execStart}";

  # `exec` takes one command; a line with more than that goes to a shell.
  run =
    name: service:
    script "s6-${name}-run" ''
      set -e
      serviceFolder=$PWD
      # This process becomes the service, and leads the group of what it starts.
      if [ -d supervise ]; then echo $$ >group; fi
      ${environment service.environment}cd ${
        lib.escapeShellArg (if service.workingDirectory == null then "/" else service.workingDirectory)
      }
      ${service.prepare}
      exec 2>&1
      ${
        if service.afterStart == "" then
          "exec ${become service}${body name service}"
        else
          # What follows the start may look at the process, which must be the user's by then.
          ''
            : >"$serviceFolder/begun"
            ${pkgs.coreutils}/bin/chmod 0666 "$serviceFolder/begun"
            exec ${become service}${bash} -c ${
              lib.escapeShellArg "echo begun >\"$0\"; exec ${body name service}"
            } "$serviceFolder/begun"
          ''
      }
    '';

  # s6 calls it with the exit code, 256 and more for a signal, and the signal.
  finish =
    name: service:
    script "s6-${name}-finish" ''
      export PATH=${path}
      ${lib.optionalString service.endGroup ''
        # Children that outlive the process would keep its ports.
        group=-$(<group)
        if kill -TERM -- "$group" 2>/dev/null; then
          for _ in {1..50}; do
            kill -0 -- "$group" 2>/dev/null || break
            sleep 0.1
          done
          kill -KILL -- "$group" 2>/dev/null || true
        fi
      ''}
      state=$(cd ../.. && pwd)
      if [ -e "$state/stopping" ]; then exit 0; fi
      failed=
      if [ "$1" != 0 ]; then failed=1; fi
      if [ -n "$failed" ]; then
        if [ "$1" -ge 256 ]; then echo "${name}: killed by signal $2"; else echo "${name}: failed with exit code $1"; fi
      else
        echo "${name}: ended"
      fi
      ${lib.optionalString service.restart "exit 0"}
      ${lib.optionalString service.restartOnFailure "if [ -n \"$failed\" ]; then exit 0; fi"}
      if [ -n "$failed" ] && [ -z "''${S6_DONT_TERMINATE_ON_ERROR-}" ]; then
        if [ "$1" -ge 256 ]; then echo $((128 + $2)); else echo "$1"; fi >"$state/exit-code"
        "$state/stop" &
      fi
      exit 125
    '';

  logger =
    name: service:
    script "s6-${name}-log" ''
      export PATH=${path}
      exec ${service.execLogger}
    '';

  # The folder of a long-running service, copied to where s6 may write.
  folder =
    name: service:
    derivation {
      name = "s6-${name}";
      system = "builtin";
      builder = "builtin:tree";
      __structuredAttrs = true;
      preferLocalBuild = true;
      entries = {
        "run".link = "${run name service}";
        "finish".link = "${finish name service}";
        "timeout-finish".text = "10000\n";
        "timeout-kill".text = "8000\n";
      }
      // lib.optionalAttrs (service.stopSignal != null) {
        "down-signal".text = "${service.stopSignal}\n";
      }
      // lib.optionalAttrs (service.execLogger != null) { "log/run".link = "${logger name service}"; };
    };

  oneshot = name: service: ''
    oneshot ${lib.escapeShellArg name} ${run name service}
  '';

  longRun = name: service: ''
    longrun ${lib.escapeShellArg name} ${folder name service} ${
      if service.afterStart == "" then
        "''"
      else
        script "s6-${name}-started" ''
          set -e
          ${environment service.environment}${service.prepare}
          exec ${become service}${bash} -e ${pkgs.writeText "s6-${name}-after-start" service.afterStart}
        ''
    }
  '';

  steps =
    services: render: lib.concatMapStrings (name: render name services.${name}) (sorted services);

  rc =
    services:
    script "s6-rc" ''
      export PATH=${path}:$PATH
      state=$1
      scan=$state/service

      fail() {
        echo "$1: failed with exit code $2"
        [ -n "''${S6_DONT_TERMINATE_ON_ERROR-}" ] && return 0
        echo "$2" >"$state/exit-code"
        "$state/stop"
        exit 1
      }

      oneshot() {
        [ -e "$state/stopping" ] && exit 0
        "$2" || fail "$1" $?
      }

      longrun() {
        [ -e "$state/stopping" ] && exit 0
        mkdir "$state/$1.new"
        cp -RL --no-preserve=mode,ownership "$2/." "$state/$1.new"
        chmod +x "$state/$1.new/run" "$state/$1.new/finish"
        [ ! -e "$state/$1.new/log" ] || chmod +x "$state/$1.new/log/run"
        mv "$state/$1.new" "$scan/$1"
        echo "$1" >>"$state/started"
        s6-svscanctl -a "$scan"
        local waited=0
        # What s6 has to wait with starts a program at a fixed place, which only a container has.
        until [ "$(s6-svstat -o up "$scan/$1" 2>/dev/null)" = true ]; do
          [ ! -e "$state/stopping" ] || exit 0
          sleep 0.05
          waited=$((waited + 1))
          [ "$waited" -lt 600 ] || fail "$1" 1
        done
        if [ -n "$3" ]; then
          until [ -s "$scan/$1/begun" ]; do
            [ ! -e "$state/stopping" ] || exit 0
            sleep 0.05
          done
          MAINPID=$(s6-svstat -o pid "$scan/$1") "$3" || fail "$1" $?
        fi
      }

      until s6-svscanctl -z "$scan" 2>/dev/null; do sleep 0.02; done
      ${steps (ofType "oneshot-pre" services) oneshot}
      ${steps (ofType "long-run" services) longRun}
      ${steps (ofType "oneshot-post" services) oneshot}
      exit 0
    '';

  # Stops the services, the last started first, then s6 itself.
  stop = script "s6-stop" ''
    export PATH=${path}
    state=$(cd "$(dirname "$0")" && pwd)
    mkdir "$state/stopping" 2>/dev/null || exit 0
    if [ -e "$state/started" ]; then
      tac "$state/started" | while read -r name; do
        s6-svc -d "$state/service/$name" 2>/dev/null || continue
        waited=0
        while [ "$(s6-svstat -o up "$state/service/$name" 2>/dev/null)" = true ] && [ "$waited" -lt 180 ]; do
          sleep 0.05
          waited=$((waited + 1))
        done
      done
    fi
    s6-svscanctl -t "$state/service"
  '';
in
{
  /**
    The init of a set of services.
  */
  init =
    services:
    script "s6-init" ''
      export PATH=${path}:''${PATH:-/bin}
      state=''${1:-/run/s6}
      mkdir -p "$state"
      state=$(cd "$state" && pwd)
      rm -rf "$state/service" "$state/stopping" "$state/started" "$state/exit-code"
      mkdir -p "$state/service/.s6-svscan"
      cp ${stop} "$state/stop"
      for signal in TERM INT QUIT HUP USR1 USR2; do
        printf '#!%s\nexec "%s"\n' ${bash} "$state/stop" >"$state/service/.s6-svscan/SIG$signal"
        chmod +x "$state/service/.s6-svscan/SIG$signal"
      done
      printf '#!%s\n[ ! -e "%s/exit-code" ] || code=$(<"%s/exit-code")\necho "init: stopped"\nexit ''${code:-0}\n' \
        ${bash} "$state" "$state" >"$state/service/.s6-svscan/finish"
      chmod +x "$state/service/.s6-svscan/finish"
      ${rc services} "$state" &
      exec s6-svscan "$state/service"
    '';
}

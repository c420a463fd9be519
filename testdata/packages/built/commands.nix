# Results of a few lines of shell.
{ pkgs, ... }:
let
  made =
    pkgs.runCommand "made"
      {
        nativeBuildInputs = [ pkgs.jq ];
        variable = "with spaces";
        long = "passed as a file";
        passAsFile = [ "long" ];
        list = [
          1
          "two"
        ];
        flag = true;
      }
      ''
        mkdir $out
        jq -n --arg v "$variable" '$v' > $out/json
        cat "$longPath" > $out/long
        echo "$list $flag" > $out/list
        echo "$name in $(basename "$PWD") as $(id -un 2>/dev/null || id -u)" > /dev/null
      '';
  here = pkgs.runCommandLocal "here" { } "echo local > $out";
  compiled = pkgs.runCommandCC "compiled" { } ''
    mkdir -p $out/bin
    printf '#include <stdio.h>\nint main(void) { puts("compiled here"); return 0; }\n' > a.c
    $CC a.c -o $out/bin/compiled
  '';
  outputs =
    pkgs.runCommand "outputs"
      {
        outputs = [
          "out"
          "doc"
        ];
      }
      ''
        echo first > $out
        echo second > $doc
      '';
in
pkgs.writeShellScriptBin "main" ''
  cat ${made}/json ${made}/long
  echo
  cat ${made}/list ${here} ${outputs} ${outputs.doc}
  ${compiled}/bin/compiled
''

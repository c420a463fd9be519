# Texts and scripts in the store.
{ pkgs, ... }:
let
  plain = pkgs.writeText "plain" "a text: \${not} \"quoted\"\n";
  placed = pkgs.writeTextFile {
    name = "placed";
    text = "#!${pkgs.runtimeShell}\necho \"placed $1\"\n";
    executable = true;
    destination = "/libexec/placed";
    checkPhase = ''
      grep -q placed "$target"
    '';
  };
  folder = pkgs.writeTextDir "share/deep/file" "in a folder\n";
  script = pkgs.writeShellScript "script" "echo \"script $*\"";
  other = pkgs.writeScript "other" "#!${pkgs.python3}/bin/python3\nprint('other', 6 * 7)\n";
  joined = pkgs.concatText "joined" [
    ./data/one.txt
    ./data/two.txt
  ];
  application = pkgs.writeShellApplication {
    name = "application";
    runtimeInputs = [ pkgs.jq ];
    runtimeEnv.GREETING = "hello there";
    text = ''
      jq -cn --arg g "$GREETING" '{ greeting: $g }'
      echo "''${UNSET_VARIABLE?is needed}"
    '';
  };
in
pkgs.writeShellScriptBin "main" ''
  cat ${plain} ${folder}/share/deep/file ${joined}
  ${placed}/libexec/placed here
  ${script} a b
  ${other}
  ${application}/bin/application 2>/dev/null || echo "application ended with $?"
''

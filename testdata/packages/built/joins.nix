# Trees of links, and wrappers around programs.
{ pkgs, lib, ... }:
let
  one = pkgs.writeTextDir "share/one" "one\n";
  two = pkgs.writeTextDir "share/two" "two\n";
  other = lib.hiPrio (pkgs.writeTextDir "share/two" "preferred\n");
  program = pkgs.writeShellScriptBin "program" "echo \"program \${LEVEL-unset} $PATH_SEEN $*\"";
  joined = pkgs.symlinkJoin {
    name = "joined";
    paths = [
      one
      program
    ];
    nativeBuildInputs = [ pkgs.makeWrapper ];
    postBuild = ''
      wrapProgram $out/bin/program --set LEVEL high --add-flags "--first 'a b'" --prefix PATH_SEEN : /x --suffix PATH_SEEN : /y
    '';
  };
  environment = pkgs.buildEnv {
    name = "environment";
    paths = [
      two
      one
      other
      program
    ];
    pathsToLink = [ "/share" ];
  };
  farm = pkgs.linkFarm "farm" [
    {
      name = "a/deep/link";
      path = "${one}/share/one";
    }
    {
      name = "b";
      path = two;
    }
  ];
  wrapped = pkgs.runCommand "wrapped" { nativeBuildInputs = [ pkgs.makeWrapper ]; } ''
    makeWrapper ${program}/bin/program $out/bin/renamed --set-default LEVEL low --unset PATH_SEEN --run 'echo before' --argv0 other
  '';
in
pkgs.writeShellScriptBin "main" ''
  PATH_SEEN=/m ${joined}/bin/program last
  LEVEL=mine ${wrapped}/bin/renamed x
  ${wrapped}/bin/renamed
  cat ${joined}/share/one ${environment}/share/two ${farm}/a/deep/link ${farm}/b/share/two
  [ -e ${environment}/bin ] || echo "only what was asked for"
''

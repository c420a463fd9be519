# Texts with holes.
{ pkgs, ... }:
let
  replaced = pkgs.replaceVars ./data/template.txt {
    name = "n";
    user_name = "u";
  };
  all = pkgs.substituteAll {
    src = ./data/template.txt;
    name = "t";
    user_name = 7;
  };
  built = pkgs.stdenvNoCC.mkDerivation {
    pname = "built";
    version = "1.2";
    src = ./data/versioned.txt;
    dontUnpack = true;
    installPhase = ''
      substitute $src $out --subst-var version --subst-var-by out /somewhere
      substituteInPlace $out --replace-fail /somewhere /elsewhere --replace-quiet nothing something
    '';
  };
in
pkgs.writeShellScriptBin "main" "cat ${replaced} ${all} ${built}"

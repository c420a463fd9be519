# A Python program with a module from the package set, and one of its own.
{ pkgs, ... }:
let
  python = pkgs.python3.withPackages (p: [
    p.yaml
    p.requests
  ]);
in
pkgs.stdenv.mkDerivation {
  name = "python-program";
  src = ./python-program;
  buildInputs = [ python ];
  nativeBuildInputs = [ pkgs.makeWrapper ];
  dontConfigure = true;
  buildPhase = "python3 -m py_compile helper.py";
  installPhase = ''
    mkdir -p $out/bin $out/lib/program
    cp helper.py $out/lib/program
    install -m755 main.py $out/bin/main
    wrapProgram $out/bin/main --prefix PYTHONPATH : $out/lib/program
  '';
}

# A Node program.
{ pkgs, ... }:
pkgs.stdenv.mkDerivation {
  name = "node-program";
  src = ./node-program;
  buildInputs = [ pkgs.nodejs ];
  doCheck = true;
  checkPhase = "node main.mjs | grep -q 42";
  installPhase = ''
    runHook preInstall
    install -Dm755 main.mjs $out/bin/main.mjs
    ln -s main.mjs $out/bin/main
    runHook postInstall
  '';
}

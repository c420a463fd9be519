# A service that fails ends its container, with its exit code.
with import <nixpkgs> { };
lib.makeImage {
  image = {
    name = "failing-service";
    tag = "1";
    interactive = true;
    from = dockerTools.buildImage {
      name = "beneath";
      copyToRoot = writeTextDir "beneath" "from the base image";
    };
  };
  s6.services.fails.script = ''
    echo fails
    exit 9
  '';
}

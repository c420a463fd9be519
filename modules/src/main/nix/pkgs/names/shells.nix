# Shells and what makes them pleasant.
{ debian, lib, ... }:
let
  # What may be the shell of a user says where its program is.
  shell = name: package: lib.extendDerivation true { shellPath = "/bin/${name}"; } package;

  shells = lib.mapAttrs shell {
    inherit (debian)
      bash
      dash
      fish
      mksh
      tcsh
      zsh
      ;
  };
in
shells
// {
  bashInteractive = shells.bash;
  inherit (debian)
    fzf
    screen
    tmux
    ;
  bash-completion = debian.bash-completion;
  zsh-autosuggestions = debian.zsh-autosuggestions;
  zsh-syntax-highlighting = debian.zsh-syntax-highlighting;
  starship = throw "starship is not in Debian 12";
}

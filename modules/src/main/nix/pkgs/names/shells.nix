# Shells and what makes them pleasant.
{ debian, ... }:
{
  inherit (debian)
    fish
    fzf
    mksh
    screen
    tmux
    zsh
    ;
  bash-completion = debian.bash-completion;
  zsh-autosuggestions = debian.zsh-autosuggestions;
  zsh-syntax-highlighting = debian.zsh-syntax-highlighting;
  starship = throw "starship is not in Debian 12";
}

# Editors.
{ debian, ... }:
{
  inherit (debian)
    ed
    nano
    vim
    ;
  emacs = debian.emacs-nox;
  emacs-nox = debian.emacs-nox;
  micro = debian.micro;
  neovim = debian.neovim;
  vim-full = debian.vim;
}

# Editors that read their run-time files from a fixed folder.
{ ... }:
{
  vim = {
    wrappers."bin/vim.basic".setDefault.VIMRUNTIME = "@out@/share/vim/vim90";
  };
}

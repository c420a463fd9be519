# Tools for building and keeping source code.
{ debian, ... }:
{
  git.wrappers."bin/git".setDefault = {
    GIT_EXEC_PATH = "@out@/lib/git-core";
    GIT_TEMPLATE_DIR = "@out@/share/git-core/templates";
  };
}

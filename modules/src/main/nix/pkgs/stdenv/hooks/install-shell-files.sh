# Installs manual pages, completions and programs where they are looked for.
installManPage() {
  local page name section
  for page in "$@"; do
    name=${page##*/}
    section=${name%.gz}
    section=${section##*.}
    mkdir -p "${!outputMan-$prefix}/share/man/man$section"
    cp "$page" "${!outputMan-$prefix}/share/man/man$section/$name"
  done
}

# installShellCompletion [--cmd NAME] (--bash|--zsh|--fish) FILE…: where FILE may be a process's output.
installShellCompletion() {
  local shell='' command='' name=''
  while [ $# -gt 0 ]; do
    case $1 in
      --cmd) command=$2; shift ;;
      --name) name=$2; shift ;;
      --bash | --zsh | --fish) shell=${1#--} ;;
      *)
        local kind=$shell target=$name
        if [ -z "$kind" ]; then
          case $1 in
            *.bash) kind=bash ;;
            *.zsh) kind=zsh ;;
            *.fish) kind=fish ;;
            *) echo "installShellCompletion: of which shell is $1?" >&2; return 1 ;;
          esac
        fi
        case $kind in
          bash) : "${target:=${command:-$(basename "$1" .bash)}}"; set -- "$1" "$prefix/share/bash-completion/completions/$target" "${@:2}" ;;
          zsh) : "${target:=_${command:-$(basename "$1" .zsh)}}"; set -- "$1" "$prefix/share/zsh/site-functions/$target" "${@:2}" ;;
          fish) : "${target:=${command:-$(basename "$1" .fish)}.fish}"; set -- "$1" "$prefix/share/fish/vendor_completions.d/$target" "${@:2}" ;;
        esac
        mkdir -p "${2%/*}"
        cat "$1" >"$2"
        shift
        name=
        ;;
    esac
    shift
  done
}

installBin() {
  mkdir -p "${!outputBin-$prefix}/bin"
  local file
  for file in "$@"; do
    cp "$file" "${!outputBin-$prefix}/bin/"
    chmod +x "${!outputBin-$prefix}/bin/${file##*/}"
  done
}

# makeWrapper PROGRAM WRAPPER OPTION…: a script that sets its environment and becomes PROGRAM. The options are those that
# the nixpkgs manual documents.
makeWrapper() {
  local program=$1 wrapper=$2 name separator value flags='' argv0='"$0"'
  shift 2
  [ -x "$program" ] || { echo "makeWrapper: $program is not a program" >&2; return 1; }
  mkdir -p "$(dirname "$wrapper")"
  {
    echo "#!@shell@ -e"
    while [ $# -gt 0 ]; do
      case $1 in
        --set) printf 'export %s=%q\n' "$2" "$3"; shift 3 ;;
        --set-default) printf 'export %s=${%s-%q}\n' "$2" "$2" "$3"; shift 3 ;;
        --unset) printf 'unset %s\n' "$2"; shift 2 ;;
        --chdir) printf 'cd %q\n' "$2"; shift 2 ;;
        --run) printf '%s\n' "$2"; shift 2 ;;
        --add-flags | --append-flags) flags="$flags $2"; shift 2 ;;
        --add-flag) flags="$flags $(printf %q "$2")"; shift 2 ;;
        --argv0) argv0=$(printf %q "$2"); shift 2 ;;
        --inherit-argv0) argv0='"$0"'; shift ;;
        --resolve-argv0) shift ;;
        --prefix | --suffix)
          name=$2 separator=$3 value=$4
          if [ "$1" = --prefix ]; then
            printf 'export %s=%q${%s:+%q$%s}\n' "$name" "$value" "$name" "$separator" "$name"
          else
            printf 'export %s=${%s:+$%s%q}%q\n' "$name" "$name" "$name" "$separator" "$value"
          fi
          shift 4
          ;;
        --prefix-each | --suffix-each)
          name=$2 separator=$3
          for value in $4; do printf 'export %s=%q${%s:+%q$%s}\n' "$name" "$value" "$name" "$separator" "$name"; done
          shift 4
          ;;
        *) echo "makeWrapper: unknown option $1" >&2; return 1 ;;
      esac
    done
    printf 'exec -a %s %q %s "$@"\n' "$argv0" "$program" "$flags"
  } >"$wrapper.part"
  chmod +x "$wrapper.part"
  mv "$wrapper.part" "$wrapper"
}

makeShellWrapper() { makeWrapper "$@"; }
makeBinaryWrapper() { makeWrapper "$@"; }

# wrapProgram PROGRAM OPTION…: the same, in the place of the program, which moves aside.
wrapProgram() {
  local program=$1 hidden
  shift
  hidden=$(dirname "$program")/.$(basename "$program")-wrapped
  while [ -e "$hidden" ]; do hidden=${hidden}_; done
  mv "$program" "$hidden"
  makeWrapper "$hidden" "$program" "$@"
}

wrapProgramShell() { wrapProgram "$@"; }
wrapProgramBinary() { wrapProgram "$@"; }

# The standard environment: sourced by every builder that is a shell script. The names of phases, hooks, variables and
# functions are those that the nixpkgs manual documents ("The Standard Environment"); what they do is written here.
#
# The lines before these set: initialPath (words), defaultShell, defaultCompiler (may be empty).

set -eu
set -o pipefail
shopt -s nullglob
unset CDPATH
trap 'status=$?; exitHandler $status' EXIT

exitHandler() {
  trap - EXIT
  if [ "$1" = 0 ]; then
    runHook exitHook
  elif [ -n "${failureHook-}${failureHooks-}" ] || declare -F failureHook >/dev/null; then
    runHook failureHook || true
  fi
  exit "$1"
}

# -- Words, hooks and the search path ---------------------------------------------------------------------------------

# Prints the words of a variable, which may be a list of words in a string or an array.
wordsOf() {
  local -n _list=$1 2>/dev/null || return 0
  if [[ "$(declare -p "$1" 2>/dev/null)" == "declare -a"* ]]; then printf '%s\n' "${_list[@]}"; else printf '%s\n' ${!1-}; fi
}

# Appends the words of variables to the array `result`; values with spaces need structured attributes or an Array name.
collectFlags() {
  local name
  result=()
  for name in "$@"; do
    [ -n "${!name+x}" ] || [[ "$(declare -p "$name" 2>/dev/null)" == "declare -a"* ]] || continue
    if [[ "$(declare -p "$name" 2>/dev/null)" == "declare -a"* ]]; then
      local -n _flags=$name
      result+=("${_flags[@]}")
    else
      local word
      for word in ${!name}; do result+=("$word"); done
    fi
  done
}

isSet() { [ -n "${!1-}" ]; }

# Runs a hook: the variable of that name, or the function, then what setup hooks added to NAMEs.
runHook() {
  local hook=$1 each
  shift
  local -n _hooks="${hook%Hook}Hooks" 2>/dev/null || true
  for each in ${_hooks[@]+"${_hooks[@]}"}; do runOne "$each" "$@"; done
  runOne "$hook" "$@"
}

runOne() {
  local name=$1
  shift
  if declare -F "$name" >/dev/null; then
    "$name" "$@"
  elif [ -n "${!name-}" ]; then
    eval "${!name}"
  elif [[ "$name" == *[[:space:]]* ]]; then
    eval "$name"
  fi
}

runPhase() {
  local phase=$1
  case $phase in
    unpackPhase) [ -z "${dontUnpack-}" ] || return 0 ;;
    patchPhase) [ -z "${dontPatch-}" ] || return 0 ;;
    configurePhase) [ -z "${dontConfigure-}" ] || return 0 ;;
    buildPhase) [ -z "${dontBuild-}" ] || return 0 ;;
    checkPhase) [ -n "${doCheck-}" ] || return 0 ;;
    installPhase) [ -z "${dontInstall-}" ] || return 0 ;;
    fixupPhase) [ -z "${dontFixup-}" ] || return 0 ;;
    installCheckPhase) [ -n "${doInstallCheck-}" ] || return 0 ;;
    distPhase) [ -n "${doDist-}" ] || return 0 ;;
  esac
  echo "Running phase: $phase"
  if [ -n "${!phase-}" ]; then eval "${!phase}"; else "$phase"; fi
  if [ "$phase" = unpackPhase ] && [ -n "${sourceRoot-}" ]; then cd -- "$sourceRoot"; fi
}

addToSearchPathWithCustomDelimiter() {
  local delimiter=$1 name=$2 folder=$3
  if [[ -d "$folder" && "$delimiter${!name-}$delimiter" != *"$delimiter$folder$delimiter"* ]]; then
    export "$name=${!name:+${!name}$delimiter}$folder"
  fi
}

addToSearchPath() { addToSearchPathWithCustomDelimiter : "$@"; }
prependToSearchPath() { if [ -d "$2" ]; then export "$1=$2${!1:+:${!1}}"; fi; }
addEnvHooks() { envHooks+=("$2"); }

# -- Dependencies -----------------------------------------------------------------------------------------------------

declare -A visited=()
declare -a envHooks=()
allInputs=()

visit() {
  local input=$1 file each
  [ -z "${visited[$input]-}" ] || return 0
  visited[$input]=1
  [ -e "$input" ] || { echo "the dependency $input is not there" >&2; exit 1; }
  if [ -f "$input" ]; then
    source "$input"
    return 0
  fi
  allInputs+=("$input")
  for file in propagated-build-inputs propagated-native-build-inputs; do
    if [ -f "$input/nix-support/$file" ]; then
      for each in $(<"$input/nix-support/$file"); do visit "$each"; done
    fi
  done
}

PATH=
for each in $initialPath; do addToSearchPath PATH "$each/bin"; done
export SHELL=$defaultShell CONFIG_SHELL=$defaultShell
: "${NIX_BUILD_TOP:=$PWD}" "${TMPDIR:=$NIX_BUILD_TOP}"
export HOME=${HOME-/homeless-shelter} TZ=UTC SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH-315532800}
: "${outputs:=out}"
prefix=${prefix-${out-}}
if [ -n "${NIX_ATTRS_SH_FILE-}" ]; then
  for name in "${!outputs[@]}"; do declare -gx "$name=${outputs[$name]}"; done
  prefix=$out
fi

# Which output takes what: outputBin is the name of the one that has programs, and so on.
firstOutput() {
  local name
  for name in "$@"; do
    if [ -n "${!name-}" ]; then echo "$name"; return; fi
  done
}
: "${outputDev:=$(firstOutput dev out)}" "${outputBin:=$(firstOutput bin out)}"
: "${outputLib:=$(firstOutput lib out)}" "${outputInclude:=$outputDev}" "${outputDoc:=$(firstOutput doc out)}"
: "${outputMan:=$(firstOutput man "$outputBin")}" "${outputInfo:=$(firstOutput info "$outputBin")}" "${outputDevdoc:=$(firstOutput devdoc out)}"

for name in depsBuildBuild nativeBuildInputs buildInputs propagatedNativeBuildInputs propagatedBuildInputs checkInputs nativeCheckInputs; do
  for each in $(wordsOf "$name"); do visit "$each"; done
done
if [ -n "$defaultCompiler" ]; then
  visit "$defaultCompiler"
  export CC=${CC-gcc} CXX=${CXX-g++} CPP=${CPP-cpp} AR=${AR-ar} AS=${AS-as} LD=${LD-ld} NM=${NM-nm} RANLIB=${RANLIB-ranlib}
  export STRIP=${STRIP-strip} OBJCOPY=${OBJCOPY-objcopy} OBJDUMP=${OBJDUMP-objdump} READELF=${READELF-readelf}
fi

declaredPath=
for input in ${allInputs[@]+"${allInputs[@]}"}; do
  addToSearchPath declaredPath "$input/bin"
  for folder in lib share lib/x86_64-linux-gnu lib/aarch64-linux-gnu; do
    addToSearchPath PKG_CONFIG_PATH "$input/$folder/pkgconfig"
  done
  addToSearchPath ACLOCAL_PATH "$input/share/aclocal"
  addToSearchPath XDG_DATA_DIRS "$input/share"
  addToSearchPath PYTHONPATH "$input/lib/python3/dist-packages"
  for folder in include include/x86_64-linux-gnu include/aarch64-linux-gnu; do
    if [ -d "$input/$folder" ]; then NIX_CFLAGS_COMPILE="${NIX_CFLAGS_COMPILE-} -isystem $input/$folder"; fi
  done
  for folder in lib lib/x86_64-linux-gnu lib/aarch64-linux-gnu; do
    for library in "$input/$folder"/*.so* "$input/$folder"/*.a; do
      NIX_LDFLAGS="${NIX_LDFLAGS-} -L$input/$folder"
      break
    done
  done
  addToSearchPathWithCustomDelimiter ';' CMAKE_PREFIX_PATH "$input"
done
export PATH=${declaredPath:+$declaredPath:}$PATH NIX_CFLAGS_COMPILE=${NIX_CFLAGS_COMPILE-} NIX_LDFLAGS=${NIX_LDFLAGS-}

for input in ${allInputs[@]+"${allInputs[@]}"}; do
  if [ -f "$input/nix-support/setup-hook" ]; then source "$input/nix-support/setup-hook"; fi
done
for hook in ${envHooks[@]+"${envHooks[@]}"}; do
  for input in ${allInputs[@]+"${allInputs[@]}"}; do "$hook" "$input"; done
done

# -- Changing files ---------------------------------------------------------------------------------------------------

# substitute INPUT OUTPUT (--replace-fail|--replace-warn|--replace-quiet|--replace FROM TO | --subst-var NAME |
# --subst-var-by NAME VALUE)…
substitute() {
  local input=$1 output=$2 content from to
  shift 2
  [ -f "$input" ] || { echo "substitute: there is no file $input" >&2; return 1; }
  IFS= read -r -d '' content <"$input" || true
  while [ $# -gt 0 ]; do
    case $1 in
      --replace | --replace-warn | --replace-fail | --replace-quiet)
        from=$2 to=$3
        if [[ "$content" != *"$from"* ]]; then
          case $1 in
            --replace-fail) echo "substitute: $input does not contain: $from" >&2; return 1 ;;
            --replace-quiet) ;;
            *) echo "substitute: warning: $input does not contain: $from" >&2 ;;
          esac
        fi
        shift 3
        ;;
      --subst-var) from="@$2@" to=${!2-}; shift 2 ;;
      --subst-var-by) from="@$2@" to=$3; shift 3 ;;
      *) echo "substitute: unknown option $1" >&2; return 1 ;;
    esac
    content=${content//"$from"/"$to"}
  done
  printf '%s' "$content" >"$output.substituted"
  chmod --reference="$input" "$output.substituted"
  mv "$output.substituted" "$output"
}

substituteInPlace() {
  local files=()
  while [ $# -gt 0 ] && [[ "$1" != --* ]]; do files+=("$1"); shift; done
  local file
  for file in "${files[@]}"; do substitute "$file" "$file" "$@"; done
}

substituteAll() {
  local input=$1 output=$2 name arguments=()
  for name in $(compgen -e); do
    if [[ "$name" =~ ^[a-z_][a-zA-Z0-9_]*$ ]]; then arguments+=(--subst-var "$name"); fi
  done
  substitute "$input" "$output" "${arguments[@]}"
}

substituteAllInPlace() { substituteAll "$1" "$1"; }

stripHash() {
  local name=${1##*/}
  if [[ "$name" =~ ^[0-9a-df-np-sv-z]{32}- ]]; then name=${name:33}; fi
  printf '%s\n' "$name"
}

# patchShebangs [--build|--host|--update] PATH…: scripts name interpreters on the search path instead of fixed ones.
patchShebangs() {
  local file line interpreter argument found
  while [[ "${1-}" == --* ]]; do shift; done
  while IFS= read -r -d '' file; do
    IFS= read -r -n 512 line <"$file" 2>/dev/null || true
    [[ "${line-}" == '#!'* ]] || continue
    read -r interpreter argument <<<"${line:2}" || true
    [[ "$interpreter" != "$NIX_STORE"/* ]] || continue
    if [[ "$interpreter" == */env ]]; then
      set -- $argument
      [ "${1-}" != -S ] || shift
      [ $# -gt 0 ] || continue
      found=$(type -P "$1" || true)
      shift
      argument=$*
    else
      found=$(type -P "${interpreter##*/}" || true)
    fi
    if [ -n "$found" ]; then
      sed -i "1s|.*|#!$found${argument:+ $argument}|" "$file"
    fi
  done < <(find "$@" -type f -perm -0100 -print0)
}
: "${NIX_STORE:=/nix/store}"

# -- Phases -----------------------------------------------------------------------------------------------------------

unpackFile() {
  local file=$1
  echo "unpacking source archive $file"
  if [ -d "$file" ]; then
    cp -r --no-preserve=mode,ownership --preserve=links -- "$file" "$(stripHash "$file")"
    # Executable files stay executable: only the permission to write was missing.
    (cd "$file" && find . -type f -perm -0100 -print0) | (cd "$(stripHash "$file")" && xargs -0 -r chmod +x)
    return 0
  fi
  case $file in
    *.tar.gz | *.tgz | *.tar.Z) gzip -dc "$file" | tar -xf - --no-same-owner --warning=no-timestamp ;;
    *.tar.bz2 | *.tbz2 | *.tbz) bzip2 -dc "$file" | tar -xf - --no-same-owner --warning=no-timestamp ;;
    *.tar.xz | *.txz | *.tar.lzma) xz -dc "$file" | tar -xf - --no-same-owner --warning=no-timestamp ;;
    *.tar) tar -xf "$file" --no-same-owner --warning=no-timestamp ;;
    *.zip) unzip -q "$file" ;;
    *) if isSet unpackCmd; then curSrc=$file; eval "$unpackCmd"; else echo "do not know how to unpack $file" >&2; return 1; fi ;;
  esac
}

unpackPhase() {
  runHook preUnpack
  local sources before after each
  sources=$(wordsOf srcs)
  [ -n "$sources" ] || sources=${src-}
  [ -n "$sources" ] || { echo "neither src nor srcs is set" >&2; return 1; }
  before=" $(echo *) "
  for each in $sources; do unpackFile "$each"; done
  if isSet setSourceRoot; then
    runOne setSourceRoot
  elif ! isSet sourceRoot; then
    sourceRoot=
    for each in *; do
      if [ -d "$each" ] && [[ "$before" != *" $each "* ]]; then
        [ -z "$sourceRoot" ] || { echo "the sources have several folders; set sourceRoot" >&2; return 1; }
        sourceRoot=$each
      fi
    done
    [ -n "$sourceRoot" ] || { echo "the sources have no folder; set sourceRoot" >&2; return 1; }
  fi
  echo "source root is $sourceRoot"
  [ -n "${dontMakeSourcesWritable-}" ] || chmod -R u+w -- "$sourceRoot"
  runHook postUnpack
}

patchPhase() {
  runHook prePatch
  local each
  for each in $(wordsOf patches); do
    echo "applying patch $each"
    case $each in
      *.gz) gzip -dc "$each" ;;
      *.bz2) bzip2 -dc "$each" ;;
      *.xz) xz -dc "$each" ;;
      *) cat "$each" ;;
    esac | patch $(wordsOf patchFlags | grep . || echo -p1)
  done
  runHook postPatch
}

configurePhase() {
  runHook preConfigure
  local result
  if [ -z "${configureScript-}" ] && [ -x ./configure ]; then configureScript=./configure; fi
  if [ -n "${configureScript-}" ]; then
    collectFlags configureFlags configureFlagsArray
    local flags=("${result[@]}")
    [ -n "${dontAddPrefix-}" ] || flags=("${prefixKey---prefix=}$prefix" "${flags[@]}")
    if grep -q enable-static "$configureScript" 2>/dev/null && [ -z "${dontDisableStatic-}" ]; then flags+=(--disable-static); fi
    echo "configure flags: ${flags[*]}"
    $configureScript "${flags[@]}"
  else
    echo "no configure script, doing nothing"
  fi
  runHook postConfigure
}

hasMakefile() { [ -n "${makefile-}" ] || [ -e Makefile ] || [ -e makefile ] || [ -e GNUmakefile ]; }

runMake() {
  local result
  collectFlags makeFlags makeFlagsArray
  local flags=("SHELL=$SHELL" "${result[@]}")
  if [ -n "${enableParallelBuilding-}" ]; then flags=("-j${NIX_BUILD_CORES-1}" "${flags[@]}"); fi
  echo "make flags: ${flags[*]} $*"
  make ${makefile:+-f "$makefile"} "${flags[@]}" "$@"
}

buildPhase() {
  runHook preBuild
  local result
  if hasMakefile || [ -n "${makeFlags-}" ]; then
    collectFlags buildFlags buildFlagsArray
    if hasMakefile; then runMake "${result[@]}"; else echo "no Makefile, doing nothing"; fi
  else
    echo "no Makefile, doing nothing"
  fi
  runHook postBuild
}

checkPhase() {
  runHook preCheck
  local result
  if hasMakefile; then
    if [ -z "${checkTarget-}" ]; then
      if make -n check >/dev/null 2>&1; then checkTarget=check; elif make -n test >/dev/null 2>&1; then checkTarget=test; fi
    fi
    collectFlags checkFlags checkFlagsArray
    if [ -n "${checkTarget-}" ]; then runMake "${result[@]}" $checkTarget; fi
  fi
  runHook postCheck
}

installPhase() {
  runHook preInstall
  local result
  if hasMakefile; then
    mkdir -p "$prefix"
    collectFlags installFlags installFlagsArray
    runMake "${result[@]}" ${installTargets-install}
  else
    echo "no Makefile: set installPhase" >&2
    return 1
  fi
  runHook postInstall
}

fixupPhase() {
  local name output folder
  for name in $(outputNames); do
    output=${!name}
    if [ -d "$output" ]; then chmod -R u+w,a+rX -- "$output"; fi
  done
  runHook preFixup
  for name in $(outputNames); do
    output=${!name}
    [ -d "$output" ] || continue
    if [ -z "${forceShare-}" ]; then
      for folder in man doc info; do
        if [ -d "$output/$folder" ] && [ ! -e "$output/share/$folder" ]; then mkdir -p "$output/share"; mv "$output/$folder" "$output/share/$folder"; fi
      done
    fi
    if [ -d "$output/sbin" ] && [ ! -L "$output/sbin" ] && [ -z "${dontMoveSbin-}" ]; then
      mkdir -p "$output/bin"
      mv "$output"/sbin/* "$output/bin/"
      rmdir "$output/sbin"
      ln -s bin "$output/sbin"
    fi
    if [ -z "${dontPatchShebangs-}" ]; then patchShebangs "$output"; fi
    if [ -z "${dontStrip-}" ] && type -P strip >/dev/null; then
      for folder in bin lib libexec; do
        if [ -d "$output/$folder" ]; then
          find "$output/$folder" -type f \( -perm -0100 -o -name '*.so*' -o -name '*.a' \) -exec strip -S -p {} + 2>/dev/null || true
        fi
      done
    fi
  done
  local support=${!outputDev-$prefix}
  for name in propagatedBuildInputs:propagated-build-inputs propagatedNativeBuildInputs:propagated-native-build-inputs propagatedUserEnvPkgs:propagated-user-env-packages; do
    local words
    words=$(wordsOf "${name%%:*}" | tr '\n' ' ')
    if [ -n "${words// /}" ]; then mkdir -p "$support/nix-support"; printf '%s\n' "${words% }" >"$support/nix-support/${name#*:}"; fi
  done
  if [ -n "${setupHook-}" ]; then mkdir -p "$support/nix-support"; substituteAll "$setupHook" "$support/nix-support/setup-hook"; fi
  runHook postFixup
}

outputNames() {
  if [[ "$(declare -p outputs 2>/dev/null)" == "declare -A"* ]]; then printf '%s\n' "${!outputs[@]}"; else printf '%s\n' $outputs; fi
}

installCheckPhase() {
  runHook preInstallCheck
  local result
  if hasMakefile && make -n installcheck >/dev/null 2>&1; then
    collectFlags installCheckFlags installCheckFlagsArray
    runMake "${result[@]}" "${installCheckTarget-installcheck}"
  fi
  runHook postInstallCheck
}

distPhase() {
  runHook preDist
  runMake "${distTarget-dist}"
  runHook postDist
}

genericBuild() {
  if [ -n "${buildCommandPath-}" ]; then
    source "$buildCommandPath"
    return 0
  fi
  if [ -n "${buildCommand-}" ]; then
    eval "$buildCommand"
    return 0
  fi
  local phase
  : "${phases:=${prePhases-} unpackPhase patchPhase ${preConfigurePhases-} configurePhase ${preBuildPhases-} buildPhase checkPhase ${preInstallPhases-} installPhase ${preFixupPhases-} fixupPhase installCheckPhase ${preDistPhases-} distPhase ${postPhases-}}"
  for phase in $(wordsOf phases); do runPhase "$phase"; done
}

runHook preHook

# Scripts of users are written for a shell that forgives unset variables.
set +u

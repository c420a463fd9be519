# With meson among its inputs a build is configured by it, in the folder build, unless dontUseMesonConfigure is set.
mesonConfigurePhase() {
  runHook preConfigure
  local result
  collectFlags mesonFlags mesonFlagsArray
  local flags=(
    "--prefix=$prefix"
    --libdir=lib
    --libexecdir=libexec
    "--buildtype=${mesonBuildType-plain}"
    --wrap-mode=nodownload
    "${result[@]}"
  )
  echo "meson flags: ${flags[*]}"
  CC=${CC-cc} CXX=${CXX-c++} meson setup build "${flags[@]}"
  cd build
  runHook postConfigure
}

if [ -z "${dontUseMesonConfigure-}" ] && [ -z "${configurePhase-}" ]; then configurePhase=mesonConfigurePhase; fi

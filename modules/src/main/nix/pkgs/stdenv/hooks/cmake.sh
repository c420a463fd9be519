# With cmake among its inputs a build is configured by it, in a folder of its own, unless dontUseCmakeConfigure is set.
cmakeConfigurePhase() {
  runHook preConfigure
  local result folder=${cmakeBuildDir-build}
  collectFlags cmakeFlags cmakeFlagsArray
  local flags=(
    "-DCMAKE_INSTALL_PREFIX=$prefix"
    "-DCMAKE_INSTALL_LIBDIR=${!outputLib-$prefix}/lib"
    "-DCMAKE_INSTALL_BINDIR=${!outputBin-$prefix}/bin"
    "-DCMAKE_INSTALL_INCLUDEDIR=${!outputDev-$prefix}/include"
    "-DCMAKE_BUILD_TYPE=${cmakeBuildType-Release}"
    -DCMAKE_SKIP_BUILD_RPATH=ON
    -DCMAKE_FIND_USE_PACKAGE_REGISTRY=OFF
    -DBUILD_TESTING="$([ -n "${doCheck-}" ] && echo ON || echo OFF)"
    "${result[@]}"
  )
  if [ -n "${dontUseCmakeBuildDir-}" ]; then folder=.; fi
  local source=$PWD
  mkdir -p "$folder"
  cd "$folder"
  echo "cmake flags: ${flags[*]}"
  cmake "$source/${cmakeDir-.}" "${flags[@]}"
  runHook postConfigure
}

if [ -z "${dontUseCmakeConfigure-}" ] && [ -z "${configurePhase-}" ]; then configurePhase=cmakeConfigurePhase; fi

# With ninja among its inputs a build that has a build.ninja is built, checked and installed by it.
ninjaBuildPhase() {
  if [ ! -f build.ninja ]; then buildPhase; return; fi
  runHook preBuild
  local result
  collectFlags ninjaFlags ninjaFlagsArray
  ninja "-j${NIX_BUILD_CORES-1}" "${result[@]}"
  runHook postBuild
}

ninjaCheckPhase() {
  if [ ! -f build.ninja ]; then checkPhase; return; fi
  runHook preCheck
  ninja "-j${NIX_BUILD_CORES-1}" "${checkTarget-test}"
  runHook postCheck
}

ninjaInstallPhase() {
  if [ ! -f build.ninja ]; then installPhase; return; fi
  runHook preInstall
  ninja ${installTargets-install}
  runHook postInstall
}

if [ -z "${dontUseNinjaBuild-}" ] && [ -z "${buildPhase-}" ]; then buildPhase=ninjaBuildPhase; fi
if [ -z "${dontUseNinjaCheck-}" ] && [ -z "${checkPhase-}" ]; then checkPhase=ninjaCheckPhase; fi
if [ -z "${dontUseNinjaInstall-}" ] && [ -z "${installPhase-}" ]; then installPhase=ninjaInstallPhase; fi

# Makes the configure script anew before it is run.
autoreconfPhase() {
  runHook preAutoreconf
  autoreconf ${autoreconfFlags---install --force --verbose}
  runHook postAutoreconf
}

preConfigurePhases="${preConfigurePhases-} autoreconfPhase"

let
  drv = derivation { name = "d"; system = "s"; builder = "b"; outputs = [ "out" "dev" ]; };
  file = builtins.toFile "f" "contents";
  both = "${drv} ${drv.dev} ${file}";
in
{
  has = map builtins.hasContext [ "a" both (builtins.unsafeDiscardStringContext both) ];
  context = builtins.getContext both;
  drvPath = builtins.getContext drv.drvPath;
  discarded = builtins.getContext (builtins.unsafeDiscardOutputDependency drv.drvPath);
  back = builtins.getContext (builtins.addDrvOutputDependencies (builtins.unsafeDiscardOutputDependency drv.drvPath));
  kept = builtins.getContext (builtins.substring 0 0 both);
  appended = builtins.getContext (builtins.appendContext "x" (builtins.getContext both)) == builtins.getContext both;
}

# Strings joined, appended to, and replaced in.
let
  joined = builtins.concatStringsSep "," (builtins.genList (i: "item-${toString i}") 300000);
  appended = builtins.foldl' (text: i: "${text}x${toString i}") "" (builtins.genList (i: i) 20000);
  replaced = builtins.replaceStrings [ "item" "," ] [ "I" ";" ] joined;
in
builtins.hashString "sha256" (joined + appended + replaced)

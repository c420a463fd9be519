{ lib, ... }:
lib.mkMerge [
  { }
  { port = 2; }
]

builtins.toXML {
  a = [ 1 1.5 "x<&\"\n>" true null ./. ];
  f = x: x;
  g = { b, a ? 1, ... }@all: a;
  s.t = "u";
}

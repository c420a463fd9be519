let
  text = ''{ "a": [1, -2.5, 1e3, true, null], "b": { "c": "\u00e9\ud83d\ude00\n" }, "a b": [] }'';
in
{
  read = builtins.fromJSON text;
  written = builtins.toJSON {
    z = [ 1 1.5 100.0 1.0e300 1.0e-7 null true ];
    a = { __toString = self: "s"; };
    b.outPath = "/o";
    quotes = "a\"b\\c\n\td";
  };
  round = builtins.toJSON (builtins.fromJSON text);
}

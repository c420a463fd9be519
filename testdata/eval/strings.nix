let
  tab = "	";
  value = { outPath = "/some/path"; };
  printed = { __toString = self: "I am ${self.name}"; name = "set"; };
in
{
  escapes = "a\nb\tc\"d\\e\${f}\r$g";
  indented = ''
    first
      second ''${kept} $${also kept} '''quotes'''
    third ''\n tab
  '';
  interpolated = "${"a" + "b"}-${toString 3}-${value}-${printed}";
  lengths = map builtins.stringLength [ "" "abc" "héé" ];
  substring = [ (builtins.substring 1 2 "abcdef") (builtins.substring 3 (-1) "abcdef") (builtins.substring 9 1 "abc") ];
  replaced = [
    (builtins.replaceStrings [ "oo" "a" ] [ "a" "oo" ] "foobar")
    (builtins.replaceStrings [ "" ] [ "-" ] "abc")
    (builtins.replaceStrings [ "a" "" ] [ "b" "-" ] "aXa")
    (builtins.replaceStrings [ "never" ] [ (throw "not forced") ] "abc")
  ];
  coerced = toString [ 1 true false null [ "a" [ ] "b" ] 1.5 ./x ];
  joined = builtins.concatStringsSep ", " [ "a" "b" "c" ];
  uri = https://example.org/a?b=c;
  inherit tab;
}

# Sets and strings that loops add to: each step is a value of its own, however the next one came about.
let
  numbers = builtins.genList (i: i) 60;
  grow = prefix: builtins.foldl' (set: i: set // { "${prefix}${toString i}" = i; }) { } numbers;
  names = set: builtins.length (builtins.attrNames set);

  set = grow "k";
  one = set // { z = 1; };
  two = set // {
    z = 2;
    k7 = "replaced";
  };
  counted = builtins.foldl' (
    set: i:
    let
      name = "m${toString (i - i / 40 * 40)}";
    in
    set // { ${name} = (set.${name} or 0) + 1; }
  ) { } numbers;

  text = builtins.foldl' (text: i: "${text}, ${toString i}") (
    toString (builtins.genList (i: "long") 300)
  ) numbers;
  first = text + " first";
  second = text + " second";
  ends = s: builtins.substring (builtins.stringLength s - 12) 12 s;
in
{
  sizes = map names [
    set
    one
    two
  ];
  values = [
    one.z
    two.z
    (one ? k59)
    one.k7
    two.k7
    set.k7
  ];
  equal = [
    (set == grow "k")
    (set == one)
    (two == two // { z = 2; })
  ];
  counts = [
    counted.m0
    counted.m39
    (names counted)
  ];
  unlike = map ends [
    text
    first
    second
  ];
  lengths = map builtins.stringLength [
    text
    first
    second
  ];
}

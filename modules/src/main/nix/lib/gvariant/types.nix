/**
  Type signatures.
*/
{
  boolean = "b";
  double = "d";
  int16 = "n";
  int32 = "i";
  int64 = "x";
  string = "s";
  uchar = "y";
  uint16 = "q";
  uint32 = "u";
  uint64 = "t";
  variant = "v";

  arrayOf = element: "a" + element;
  dictionaryEntryOf = key: value: "{" + key + value + "}";
  maybeOf = element: "m" + element;
  tupleOf = elements: "(" + builtins.concatStringsSep "" elements + ")";
}

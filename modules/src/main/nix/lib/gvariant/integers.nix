/**
  Integers: how they are made, their type signature and their range.
*/
let
  type = import ./types.nix;

  integer = name: signature: min: max: {
    inherit name min max;
    type = signature;
  };
in
[
  (integer "mkInt32" type.int32 (-2147483648) 2147483647)
  (integer "mkUint32" type.uint32 0 4294967295)
  (integer "mkInt64" type.int64 null null)
  (integer "mkUint64" type.uint64 0 null)
  (integer "mkInt16" type.int16 (-32768) 32767)
  (integer "mkUint16" type.uint16 0 65535)
  (integer "mkUchar" type.uchar 0 255)
]

/**
  The functor of a type with one element type: two of them merge when their element types do.
*/
{
  name,
  type,
  elemType,
}:
{
  inherit name type;
  payload = {
    inherit elemType;
  };
  binOp =
    a: b:
    let
      joined = a.elemType.typeMerge b.elemType.functor;
    in
    if joined != null then { elemType = joined; } else null;
}

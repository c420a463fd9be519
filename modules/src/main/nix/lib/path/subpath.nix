/**
  What a subpath is made of.
*/
{ lib }:
let
  inherit (builtins)
    concatStringsSep
    elem
    filter
    isString
    match
    substring
    typeOf
    ;
in
{
  /**
    Why a value is no subpath; null where it is one. Type: explain :: any -> string | null
  */
  explain =
    value:
    if !(isString value) then
      "The given value is of type ${typeOf value}, but a string was expected"
    else if value == "" then
      "The given string is empty"
    else if substring 0 1 value == "/" then
      "The given string \"${value}\" starts with a `/`, representing an absolute path"
    else if match "(.*/)?\\.\\.(/.*)?" value != null then
      "The given string \"${value}\" contains a `..` component, which is not allowed in subpaths"
    else
      null;

  /**
    The names in a subpath. Type: split :: string -> [ string ]
  */
  split =
    subpath:
    filter (
      part:
      isString part
      &&
        !(elem part [
          ""
          "."
        ])
    ) (builtins.split "/" subpath);

  /**
    The subpath with the given names. Type: render :: [ string ] -> string
  */
  render = names: if names == [ ] then "./." else "./${concatStringsSep "/" names}";
}

/**
  Property lists of Apple's systems.
*/
{ lib }:
let
  inherit (builtins)
    attrNames
    concatMap
    concatStringsSep
    isAttrs
    isBool
    isFloat
    isInt
    isList
    isPath
    isString
    ;
  inherit (lib.trivial) oldestSupportedReleaseIsAtLeast warnIf;

  # The lines of a value, each behind its margin.
  lines =
    quote: margin: value:
    let
      inner = lines quote (margin + "\t");
      tag = name: text: [ "${margin}<${name}>${text}</${name}>" ];
      block =
        name: content:
        [ "${margin}<${name}>" ]
        # An empty element still has a line between its tags.
        ++ (if content == [ ] then [ "" ] else content)
        ++ [ "${margin}</${name}>" ];
      entry =
        name:
        if name == "_module" || value.${name} == null then
          [ ]
        else
          [ "${margin}\t<key>${quote name}</key>" ] ++ inner value.${name};
    in
    if value == null then
      [ "" ]
    else if isBool value then
      [ (margin + (if value then "<true/>" else "<false/>")) ]
    else if isInt value then
      tag "integer" (toString value)
    else if isString value then
      tag "string" (quote value)
    else if isPath value then
      tag "string" (quote (toString value))
    else if isFloat value then
      tag "real" (toString value)
    else if isList value then
      block "array" (concatMap inner value)
    else if isAttrs value then
      block "dict" (concatMap entry (attrNames value))
    else
      abort "generators.toPlist: a value of type ${builtins.typeOf value} has no place in a property list";
in
{
  /**
    An XML property list. Null attributes are left out. Text is escaped only on demand.

    Type: toPlist :: { escape ? bool; } -> any -> string
    Example: toPlist { escape = true; } { a = 1; }
  */
  toPlist =
    {
      escape ? false,
    }:
    value:
    let
      quote = if escape then lib.strings.escapeXML else text: text;
      document = [
        ''<?xml version="1.0" encoding="UTF-8"?>''
        ''<!DOCTYPE plist PUBLIC "-//Apple Computer//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">''
        ''<plist version="1.0">''
      ]
      ++ lines quote "" value
      ++ [ "</plist>" ];
    in
    warnIf (!escape && oldestSupportedReleaseIsAtLeast 2505)
      "Using `lib.generators.toPlist` without `escape = true` is deprecated"
      (concatStringsSep "\n" document);
}

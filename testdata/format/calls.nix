[
(lib.mapAttrs (name: value: { inherit name; value = value + 1; }) attributes)
(stdenv.mkDerivation (final: { pname = "x"; version = final.pname; }))
(lib.replaceStrings [ "a" "b" ] [ "c" "d" ] text)
(function { a = 1; b = 2; } { c = 3; d = 4; })
(function argument anotherArgument yetAnotherArgument { name = "value"; other = "value"; } lastArgument)
(lib.concatMapStringsSep "\n" (line: "prefix of some length: ${line}") (lib.splitString "\n" (builtins.readFile ./a/file/somewhere.txt)))
(throw "a message that is far longer than any line should be, but a message is a message and cannot be broken")
(lib.warnIf (version == null) "the version is not known, so that ${name} cannot be compared with the others" (compare name version))
(let x = 1; in x)
(x: y: x)
({ a, b ? 2 }@all: all)
({
  a
, b ? { c = 1; }   # the second
, ...
}: a)
(a: { b, c }: d)
]

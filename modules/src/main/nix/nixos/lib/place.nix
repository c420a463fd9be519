# Where a configuration says something: `file:line:column` of the attribute at `path` below an option, as deep as
# it can be followed without evaluating more than attribute sets. Empty where nothing is known.
lib: option: path:

let
  # Definitions may be wrapped: `mkIf condition { … }`, `mkMerge [ … ]`, `mkForce { … }`.
  unwrapped =
    value:
    if !(builtins.isAttrs value) then
      [ ]
    else if value ? _type && value ? contents then
      lib.concatMap unwrapped value.contents
    else if value ? _type && value ? content then
      unwrapped value.content
    else
      [ value ];

  # The deepest position along the path in one definition, with its depth.
  follow =
    depth: names: value:
    if names == [ ] then
      [ ]
    else
      lib.concatMap (
        set:
        let
          name = builtins.head names;
          position = builtins.unsafeGetAttrPos name set;
        in
        lib.optionals (set ? ${name}) (
          lib.optional (position != null) { inherit depth position; }
          ++ follow (depth + 1) (builtins.tail names) set.${name}
        )
      ) (unwrapped value);

  found = lib.concatMap (definition: follow 1 path definition.value) (
    option.definitionsWithLocations or [ ]
  );

  deepest = lib.foldl' (
    best: next: if best == null || next.depth > best.depth then next else best
  ) null found;
in
if deepest == null then
  ""
else
  "${toString deepest.position.file}:${toString deepest.position.line}:${toString deepest.position.column}"

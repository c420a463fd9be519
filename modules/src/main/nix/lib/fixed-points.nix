/**
  Values defined in terms of themselves, and layers (overlays) on top of them.
*/
{ lib }:
rec {
  /**
    The value `x` with `x = f x`.

    Type: fix :: (a -> a) -> a
    Example: fix (self: { a = 1; b = self.a + 1; }) => { a = 1; b = 2; }
  */
  fix =
    f:
    let
      self = f self;
    in
    self;

  /**
    Like `fix` for sets; the function is kept in the attribute `__unfix__`.

    Type: fix' :: (attrs -> attrs) -> attrs
  */
  fix' = f: fix (self: f self // { __unfix__ = f; });

  /**
    Apply a function again and again until the value stays the same.

    Type: converge :: (a -> a) -> a -> a
    Example: converge (n: n / 2) 16 => 0
  */
  converge =
    f: value:
    let
      next = f value;
    in
    if value == next then value else converge f next;

  /**
    Put an overlay on a function that is to be fixed.

    Type: extends :: (final -> prev -> attrs) -> (final -> attrs) -> final -> attrs
    Example: fix (extends (final: prev: { b = prev.a + 1; }) (final: { a = 1; })) => { a = 1; b = 2;
      }
  */
  extends =
    overlay: base: final:
    let
      below = base final;
    in
    below // overlay final below;

  /**
    Two overlays as one; the second sees what the first made.

    Type: composeExtensions :: overlay -> overlay -> overlay
  */
  composeExtensions =
    lower: upper: final: prev:
    let
      change = lower final prev;
    in
    change // upper final (prev // change);

  /**
    A list of overlays as one, applied from the first to the last.

    Type: composeManyExtensions :: [ overlay ] -> overlay
  */
  composeManyExtensions = overlays: lib.lists.foldr composeExtensions (_: _: { }) overlays;

  /**
    A fixed set with a function `extend` that puts an overlay on it.

    Type: makeExtensible :: (attrs -> attrs) -> attrs
    Example: ((makeExtensible (_: { a = 1; })).extend (final: prev: { a = prev.a + 1; })).a => 2
  */
  makeExtensible = makeExtensibleWithCustomName "extend";

  /**
    `makeExtensible` with a name of one's own for the extending function.

    Type: makeExtensibleWithCustomName :: string -> (attrs -> attrs) -> attrs
  */
  makeExtensibleWithCustomName =
    extender: base:
    fix' (
      self:
      base self
      // {
        ${extender} = overlay: makeExtensibleWithCustomName extender (extends overlay base);
      }
    );

  /**
    An overlay from a set, from a function of the previous set, or from an overlay.

    Type: toExtension :: (final -> prev -> attrs) | (prev -> attrs) | attrs -> overlay
    Example: toExtension { a = 1; } { } { } => { a = 1; }
  */
  toExtension =
    f:
    if !(lib.trivial.isFunction f) then
      _: _: f
    else
      final: prev:
      let
        # Of a one-argument function this is already the result.
        fromPrev = f prev;
      in
      if lib.trivial.isFunction fromPrev then f final prev else fromPrev;
}

/**
  Scopes: sets of packages that find one another before those around them.
*/
{ lib }:
let
  inherit (lib.fixedPoints) extends fix;
in
rec {
  /**
    A set of packages with its own `callPackage`, `newScope`, `overrideScope` and `packages`.

    Type: makeScope :: (attrs -> callPackage) -> (attrs -> attrs) -> scope
    Example: makeScope pkgs.newScope (self: { a = self.callPackage ./a.nix { }; })
  */
  makeScope =
    newScope: f:
    fix (
      self:
      { callPackage = self.newScope { }; }
      // f self
      // {
        newScope = extra: newScope (self // extra);
        overrideScope = overlay: makeScope newScope (extends overlay f);
        packages = f;
      }
    );

  /**
    `makeScopeWithSplicing'` with its arguments one by one.
  */
  makeScopeWithSplicing =
    splicePackages: newScope: otherSplices: keep: extra: f:
    let
      environment = {
        inherit newScope splicePackages;
      };
      scope = {
        inherit extra f keep otherSplices;
      };
    in
    makeScopeWithSplicing' environment scope;

  /**
    `makeScope` for cross compilation: what is called in it sees the packages of all platforms spliced
    into one set. `keep` names what must not be spliced, `extra` what is added to the spliced set.

    Type: makeScopeWithSplicing' :: { splicePackages; newScope; } -> { otherSplices; keep ?; extra ?; f; } -> scope
  */
  makeScopeWithSplicing' =
    environment@{ splicePackages, newScope }:
    scope@{
      otherSplices,
      keep ? (_: { }),
      extra ? (_: { }),
      f,
    }:
    let
      other =
        stages:
        lib.attrsets.genAttrs' stages (stage: {
          name = "pkgs${stage}";
          value = otherSplices."self${stage}";
        });
      merged = splicePackages (
        other [
          "BuildBuild"
          "BuildHost"
          "BuildTarget"
          "HostHost"
          "TargetTarget"
        ]
        # The scope itself, so that overriding it shows.
        // {
          pkgsHostTarget = self;
        }
      );
      visible = extra merged // merged // keep self;
      self = f self // {
        callPackage = newScope visible;
        newScope = added: newScope (visible // added);
        overrideScope = overlay: makeScopeWithSplicing' environment (scope // { f = extends overlay f; });
        packages = f;
      };
    in
    self;
}

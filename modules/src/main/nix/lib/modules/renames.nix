/**
  Modules that carry an option under a former name, or none.
*/
{ lib }:
let
  inherit (lib.options) mkOption showOption showFiles;
  inherit (lib.attrsets) setAttrByPath getAttrFromPath attrByPath;
  inherit (lib.trivial) warn warnIf;
  inherit (lib.modules)
    mkIf
    mkMerge
    mkAliasAndWrapDefinitions
    mkAliasAndWrapDefsWithPriority
    ;

  # Marks the old options of a merge or change that nobody has defined.
  untouched = "_mkMergedOptionModule";

  obsolete =
    from: to: "Obsolete option `${showOption from}' is used. It was renamed to `${showOption to}'.";
in
rec {
  /**
    A module that declares the option `from` and passes its definitions on to `to`.

    - `visible`: whether the manual shows the old option;
    - `warn`: whether definitions of the old option add to `warnings`, where that option exists;
    - `use`: applied to the value that readers of the old option see;
    - `withPriority`: whether the definitions keep the old option's priority;
    - `condition`: whether to pass definitions on, for a `to` within a set of submodules that must not come into being by itself.
  */
  doRename =
    {
      from,
      to,
      visible,
      warn,
      use,
      withPriority ? true,
      condition ? true,
    }:
    { config, options, ... }:
    let
      old = getAttrFromPath from options;
      new = attrByPath to (abort "Renaming error: option `${showOption to}' does not exist.") config;
      newType = (attrByPath to { } options).type or (lib.types.submodule { });
      pass = if withPriority then mkAliasAndWrapDefsWithPriority else mkAliasAndWrapDefinitions;
    in
    {
      options = setAttrByPath from (
        mkOption {
          inherit visible;
          description = "Alias of {option}`${showOption to}`.";
          apply = _: use new;
          ${if newType == null then null else "type"} = newType;
        }
      );
      config = mkIf condition (mkMerge [
        {
          ${if options ? warnings then "warnings" else null} =
            if warn && old.isDefined then
              [
                "The option `${showOption from}' defined in ${showFiles old.files} has been renamed to `${showOption to}'."
              ]
            else
              [ ];
        }
        (pass (setAttrByPath to) old)
      ]);
    };

  /**
    The option goes by a new name; using the old one is reported.
  */
  mkRenamedOptionModule =
    from: to:
    doRename {
      inherit from to;
      visible = false;
      warn = true;
      use = builtins.trace (obsolete from to);
    };

  /**
    The same, reported only once all supported releases know the new name.
  */
  mkRenamedOptionModuleWith =
    {
      from,
      to,
      sinceRelease,
    }:
    let
      due = lib.trivial.oldestSupportedReleaseIsAtLeast sinceRelease;
    in
    doRename {
      inherit from to;
      visible = false;
      warn = due;
      use = warnIf due (obsolete from to);
    };

  /**
    The option has two names, both good.
  */
  mkAliasOptionModule =
    from: to:
    doRename {
      inherit from to;
      visible = true;
      warn = false;
      use = x: x;
    };

  mkAliasOptionModuleMD =
    warn
      "mkAliasOptionModuleMD is deprecated and will be removed in 26.05; please use mkAliasOptionModule."
      mkAliasOptionModule;

  /**
    The option is gone; defining it fails with instructions.
  */
  mkRemovedOptionModule =
    path: instructions:
    { options, ... }:
    let
      option = getAttrFromPath path options;
    in
    {
      options = setAttrByPath path (
        mkOption {
          visible = false;
          apply =
            _:
            throw "The option `${showOption path}' can no longer be used since it's been removed. ${instructions}";
        }
      );
      config.assertions = [
        {
          assertion = !option.isDefined;
          message = ''
            The option definition `${showOption path}' in ${showFiles option.files} no longer has any effect; please remove it.
            ${instructions}
          '';
        }
      ];
    };

  /**
    Several options became one; `merge config` gives its definition.
  */
  mkMergedOptionModule =
    from: to: merge:
    { config, options, ... }:
    let
      used = builtins.filter (path: getAttrFromPath path config != untouched) from;
      notice =
        path:
        "The option `${showOption path}' defined in ${showFiles (getAttrFromPath path options).files} has been changed to `${showOption to}' that has a different type. Please read `${showOption to}' documentation and update your configuration accordingly.";
    in
    {
      options = builtins.foldl' lib.attrsets.recursiveUpdate { } (
        map (
          path:
          setAttrByPath path (
            mkOption {
              visible = false;
              default = untouched;
            }
          )
        ) from
      );
      config = {
        warnings = map notice used;
      }
      // setAttrByPath to (mkMerge (if used == [ ] then [ ] else [ (merge config) ]));
    };

  /**
    The option has a new name and a new type; `change config` gives its definition.
  */
  mkChangedOptionModule = from: mkMergedOptionModule [ from ];
}

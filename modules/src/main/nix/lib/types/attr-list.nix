/**
  Sets whose attributes have an order: lists of sets with one attribute each.
*/
{ lib, types }:
let
  inherit (types) mkOptionType optionDescriptionPhrase isType;
  inherit (lib.options) showOption showDefs;
  inherit (lib.modules)
    defaultOrderPriority
    defaultOverridePriority
    mkDefinition
    mkOrder
    mkOverride
    ;

  # Tells the order and the override around a value apart from the value, which keeps its override. What an override holds is
  # not looked at: it may lose.
  peel =
    value:
    let
      inner = peel value.content;
    in
    if isType "order" value then
      {
        order = value.priority;
        inherit (inner) value override;
      }
    else if isType "override" value then
      {
        override = value.priority;
        inherit (inner) order;
        value = mkOverride value.priority inner.value;
      }
    else
      {
        inherit value;
        order = defaultOrderPriority;
        override = defaultOverridePriority;
      };

  merge =
    {
      elemType,
      asAttrs,
      mergeAttrValues,
      description,
    }:
    loc: defs:
    let
      refuse =
        file: raw: reason:
        throw "A definition for option `${showOption loc}' is not of type `${description}'. ${reason}.${
          showDefs [
            {
              inherit file;
              value = raw;
            }
          ]
        }";

      fromElement =
        file: raw:
        let
          ordered = isType "order" raw;
          item = if ordered then raw.content else raw;
          names = builtins.attrNames item;
          key = builtins.head names;
          peeled = peel item.${key};
        in
        if !builtins.isAttrs item then
          refuse file raw "Each list element must be an attribute set, but got ${builtins.typeOf item}"
        else if builtins.length names != 1 then
          refuse file raw "Each list element must be a single-key attribute set, but got ${toString (builtins.length names)} keys"
        else
          peeled // { inherit file key; } // (if ordered then { order = raw.priority; } else { });

      fromDefinition =
        def:
        if builtins.isList def.value then
          map (fromElement def.file) def.value
        else
          map (key: peel def.value.${key} // { inherit key; inherit (def) file; }) (
            builtins.attrNames def.value
          );

      items = builtins.concatMap fromDefinition defs;
      strongest = builtins.mapAttrs (
        _: lib.lists.foldl' lib.trivial.min defaultOverridePriority
      ) (builtins.zipAttrsWith (_: overrides: overrides) (map (item: { ${item.key} = item.override; }) items));
      winners = builtins.sort (a: b: a.order < b.order) (
        builtins.filter (item: item.override == strongest.${item.key}) items
      );

      entries = builtins.filter (entry: entry.merged.isDefined) (
        map (
          item:
          item
          // {
            merged = builtins.__mergeDefinitions (loc ++ [ item.key ]) elemType [
              { inherit (item) file value; }
            ];
          }
        ) winners
      );
      single = entry: { ${entry.key} = entry.merged.mergedValue; };
      list = map single entries;
    in
    {
      value = if asAttrs then builtins.zipAttrsWith mergeAttrValues list else list;
      valueMeta = {
        attrList = map (entry: entry.merged.checkedAndMerged.valueMeta) entries;
        attrListValue = list;
        definitions = map (
          entry:
          mkDefinition {
            inherit (entry) file;
            value = mkOrder entry.order (single entry);
          }
        ) entries;
      };
    };
in
{
  attrListOf = elemType: types.attrListWith { inherit elemType; };

  /**
    Named values in an order: written as a set, or as a list of sets with one attribute each where a name comes more than once.
    With `asAttrs` the result is a set again, `mergeAttrValues` joining the values of a name.
  */
  attrListWith =
    {
      elemType,
      asAttrs ? false,
      mergeAttrValues ? _name: values: values,
    }:
    let
      description = "attribute list of ${
        optionDescriptionPhrase (class: class == "noun" || class == "composite") elemType
      }";
      accepts = x: builtins.isList x || builtins.isAttrs x;
      mergeItems = merge {
        inherit
          elemType
          asAttrs
          mergeAttrValues
          description
          ;
      };
    in
    mkOptionType {
      name = "attrListOf";
      inherit description;
      descriptionClass = "composite";
      check = builtins.__coherentCheck accepts;
      merge = {
        __functor =
          self: loc: defs:
          (self.v2 { inherit loc defs; }).value;
        v2 =
          { loc, defs }:
          mergeItems loc defs // { headError = builtins.__headError accepts defs; };
      };
      emptyValue.value = if asAttrs then { } else [ ];
      getSubOptions = prefix: elemType.getSubOptions (prefix ++ [ "*" ]);
      inherit (elemType) getSubModules;
      substSubModules =
        modules:
        types.attrListWith {
          inherit asAttrs mergeAttrValues;
          elemType = elemType.substSubModules modules;
        };
      typeMerge = _: null;
      nestedTypes = { inherit elemType; };
    };
}

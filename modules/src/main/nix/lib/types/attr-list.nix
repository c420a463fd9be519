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

  isWrapped = value: isType "order" value || isType "override" value;

  # The outermost priority of a kind around a value. Looks no deeper than that: what a weak override holds may be an error.
  outermost =
    kind: otherwise: value:
    if !isWrapped value then
      otherwise
    else if isType kind value then
      value.priority
    else
      outermost kind otherwise value.content;

  # A value without the orders around it; overrides stay for the merge of its type.
  withoutOrders =
    value:
    let
      inner = withoutOrders value.content;
    in
    if isType "order" value then
      inner
    else if isType "override" value then
      mkOverride value.priority inner
    else
      value;

  peel = value: {
    order = outermost "order" defaultOrderPriority value;
    override = outermost "override" defaultOverridePriority value;
    value = withoutOrders value;
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
        file: raw: mismatch:
        throw
          "A definition for option `${showOption loc}' is not of type `${description}'. Each list element must be ${mismatch}.${
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
          refuse file raw "an attribute set, but got ${builtins.typeOf item}"
        else if builtins.length names != 1 then
          refuse file raw "a single-key attribute set, but got ${toString (builtins.length names)} keys"
        else
          peeled // { inherit file key; } // (if ordered then { order = raw.priority; } else { });

      fromDefinition =
        def:
        if builtins.isList def.value then
          map (fromElement def.file) def.value
        else
          map (
            key:
            peel def.value.${key}
            // {
              inherit key;
              inherit (def) file;
            }
          ) (builtins.attrNames def.value);

      items = builtins.concatMap fromDefinition defs;
      strongest = builtins.mapAttrs (_: lib.lists.foldl' lib.trivial.min defaultOverridePriority) (
        builtins.zipAttrsWith (_: overrides: overrides) (map (item: { ${item.key} = item.override; }) items)
      );
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
      isPhrase =
        class:
        builtins.elem class [
          "composite"
          "noun"
        ];
      description = "attribute list of " + optionDescriptionPhrase isPhrase elemType;
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
        v2 = { loc, defs }: mergeItems loc defs // { headError = builtins.__headError accepts defs; };
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
      nestedTypes = {
        inherit elemType;
      };
    };
}

/**
  Lists and attribute sets of one element type.
*/
{ lib, types }:
let
  inherit (types)
    mkOptionType
    optionDescriptionPhrase
    defaultFunctor
    addCheck
    ;
  elementFunctor = import ./element-functor.nix;
  # One for all types.
  isList = builtins.__coherentCheck builtins.isList;
  isAttrs = builtins.__coherentCheck builtins.isAttrs;
  nounOrComposite = optionDescriptionPhrase (class: class == "noun" || class == "composite");
in
{
  listOf =
    elemType:
    mkOptionType {
      name = "listOf";
      description = "list of ${nounOrComposite elemType}";
      descriptionClass = "composite";
      check = isList;
      merge = builtins.__mergeList elemType;
      emptyValue.value = [ ];
      getSubOptions = prefix: elemType.getSubOptions (prefix ++ [ "*" ]);
      inherit (elemType) getSubModules;
      substSubModules = modules: types.listOf (elemType.substSubModules modules);
      functor = elementFunctor {
        name = "listOf";
        type = payload: types.listOf payload.elemType;
        inherit elemType;
      };
      nestedTypes = {
        inherit elemType;
      };
    };

  /**
    A list that holds something; without a definition it has no value.
  */
  nonEmptyListOf =
    elemType:
    let
      list = addCheck (types.listOf elemType) (l: l != [ ]);
    in
    list
    // {
      description = "non-empty ${optionDescriptionPhrase (class: class == "noun") list}";
      emptyValue = { };
      substSubModules = modules: types.nonEmptyListOf (elemType.substSubModules modules);
    };

  /**
    A set of values of one type. A lazy one does not look at its values to know its names, so that a conditional definition
    (`mkIf`) always leaves its name behind. The placeholder stands for the name in documentation.
  */
  attrsWith =
    {
      elemType,
      lazy ? false,
      placeholder ? "name",
    }:
    mkOptionType {
      name = if !lazy then "attrsOf" else "lazyAttrsOf";
      description = "${if lazy then "lazy " else ""}attribute set of ${nounOrComposite elemType}";
      descriptionClass = "composite";
      check = isAttrs;
      merge = builtins.__mergeAttrs lazy elemType;
      emptyValue.value = { };
      getSubOptions = prefix: elemType.getSubOptions (prefix ++ [ "<${placeholder}>" ]);
      inherit (elemType) getSubModules;
      substSubModules =
        modules:
        types.attrsWith {
          inherit lazy placeholder;
          elemType = elemType.substSubModules modules;
        };
      functor = defaultFunctor "attrsWith" // {
        type = types.attrsWith;
        payload = {
          inherit elemType lazy placeholder;
        };
        binOp =
          a: b:
          let
            merged = a.elemType.typeMerge b.elemType.functor;
            # The default placeholder gives way to a chosen one; two chosen ones must agree.
            placeholders = builtins.filter (p: p != "name") [
              a.placeholder
              b.placeholder
            ];
            agreed = placeholders == [ ] || builtins.all (p: p == builtins.head placeholders) placeholders;
          in
          if merged == null || a.lazy != b.lazy || !agreed then
            null
          else
            {
              elemType = merged;
              inherit (a) lazy;
              placeholder = if placeholders == [ ] then "name" else builtins.head placeholders;
            };
      };
      nestedTypes = {
        inherit elemType;
      };
    };

  attrsOf = elemType: types.attrsWith { inherit elemType; };

  lazyAttrsOf =
    elemType:
    types.attrsWith {
      inherit elemType;
      lazy = true;
    };

  /**
    The former type for lists or sets; sets only, and deprecated.
  */
  loaOf =
    elemType:
    types.attrsOf elemType
    // {
      name = "loaOf";
      deprecationMessage = "Mixing lists with attribute values is no longer possible; please use `types.attrsOf` instead. See https://github.com/NixOS/nixpkgs/issues/1800 for the motivation.";
      nestedTypes = {
        inherit elemType;
      };
    };
}

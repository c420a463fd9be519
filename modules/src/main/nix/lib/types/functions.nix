/**
  Functions whose results have a type.
*/
{ lib, types }:
let
  inherit (types) mkOptionType optionDescriptionPhrase;
  elementFunctor = import ./element-functor.nix;
  named = optionDescriptionPhrase (
    class:
    builtins.elem class [
      "composite"
      "noun"
    ]
  );
  body = loc: loc ++ [ "<function body>" ];
in
{
  /**
    Functions to values of one type; several definitions are all applied and their results merged.
  */
  functionTo =
    elemType:
    mkOptionType {
      name = "functionTo";
      description = "function that evaluates to a(n) " + named elemType;
      descriptionClass = "composite";
      check = lib.trivial.isFunction;
      merge = loc: defs: {
        __functionArgs = builtins.zipAttrsWith (_: builtins.all (hasDefault: hasDefault)) (
          map (def: lib.trivial.functionArgs def.value) defs
        );
        __functor =
          _: argument:
          (builtins.__mergeDefinitions (body loc) elemType (
            map (def: {
              inherit (def) file;
              value = def.value argument;
            }) defs
          )).mergedValue;
      };
      getSubOptions = prefix: elemType.getSubOptions (body prefix);
      inherit (elemType) getSubModules;
      substSubModules = modules: types.functionTo (elemType.substSubModules modules);
      functor = elementFunctor {
        name = "functionTo";
        type = payload: types.functionTo payload.elemType;
        inherit elemType;
      };
      nestedTypes = {
        inherit elemType;
      };
    };
}

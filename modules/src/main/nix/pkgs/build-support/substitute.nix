# Texts with holes.
{ final, lib }:
{
  /**
    A file in which `@name@` is replaced by the value of the attribute `name`. An attribute that does not occur is an
    error, and so is a name that is left over.

    Type: path -> attrs -> package
  */
  replaceVars =
    path: values:
    let
      names = builtins.attrNames values;
      text = builtins.readFile path;
      used = lib.filter (name: values.${name} != null) names;
      missing = lib.filter (name: !lib.hasInfix "@${name}@" text) used;
      filled = builtins.replaceStrings (map (name: "@${name}@") used) (
        map (name: toString values.${name}) used
      ) text;
      left = lib.filter (part: builtins.isList part && !(values ? ${builtins.head part})) (
        builtins.split "@([a-zA-Z_][0-9A-Za-z_'-]*)@" filled
      );
    in
    if missing != [ ] then
      throw "replaceVars: ${toString path} does not contain @${builtins.head missing}@"
    else if left != [ ] then
      throw "replaceVars: ${toString path} contains @${builtins.head (builtins.head left)}@, for which there is no value"
    else
      final.writeText (builtins.baseNameOf path) filled;

  /**
    A file in which `@name@` is replaced by the value of each attribute that is a string.

    Type: { src, name ?, isExecutable ?, dir ?, … } -> package
  */
  substituteAll =
    {
      src,
      name ? builtins.baseNameOf src,
      isExecutable ? false,
      dir ? "",
      ...
    }@args:
    let
      values =
        lib.filterAttrs
          (
            variable: value:
            (builtins.isString value || builtins.isInt value || builtins.isPath value || lib.isDerivation value)
            && builtins.match "[a-z_][A-Za-z0-9_]*" variable != null
          )
          (removeAttrs args [
            "src"
            "isExecutable"
            "dir"
            "meta"
          ]);
      names = builtins.attrNames values;
    in
    final.writeTextFile {
      inherit name;
      executable = isExecutable;
      destination = lib.optionalString (dir != "") "/${dir}/${name}";
      text = builtins.replaceStrings (map (variable: "@${variable}@") names) (
        map (
          variable:
          if builtins.isInt values.${variable} then toString values.${variable} else "${values.${variable}}"
        ) names
      ) (builtins.readFile src);
    };
}

/**
  Declaring options, and showing them to people.
*/
{ lib }:
let
  inherit (lib.attrsets) attrByPath;

  literal =
    kind: text:
    if builtins.isString text then
      {
        _type = kind;
        inherit text;
      }
    else
      throw "${kind} expects a string.";

  # No reference goes as deep; a submodule that holds itself does.
  longestPath = 60;

  documentOption =
    option:
    let
      name = options.showOption option.loc;
      type = option.type or { };
      visible = option.visible or true;

      # An empty value documents itself, but that of a submodule may need definitions, and its options are listed anyway.
      hasEmptyValue = (type.emptyValue or { }) ? value && (type.getSubModules or null) == null;
      hasDefault = option ? defaultText || option ? default || hasEmptyValue;

      subOptions = option.type.getSubOptions option.loc;
      showsSubOptions = if builtins.isBool visible then visible else visible == "transparent";

      entry = {
        inherit (option) loc;
        inherit name;
        description = option.description or null;
        declarations = builtins.filter (file: file != options.unknownModule) option.declarations;
        internal = option.internal or false;
        visible = if builtins.isBool visible then visible else visible == "shallow";
        readOnly = option.readOnly or false;
        type = type.description or "unspecified";
        ${if option ? example then "example" else null} =
          builtins.addErrorContext "while evaluating the example of option `${name}`" (
            options.renderOptionValue option.example
          );
        ${if hasDefault then "default" else null} =
          builtins.addErrorContext
            "while evaluating the ${if option ? defaultText then "defaultText" else "default value"} of option `${name}`"
            (options.renderOptionValue (option.defaultText or option.default or type.emptyValue.value));
        ${if (option.relatedPackages or null) != null then "relatedPackages" else null} =
          option.relatedPackages;
      };
    in
    [ entry ]
    ++ (
      if showsSubOptions && subOptions != { } then
        if builtins.length option.loc > longestPath then
          throw ''
            The option `${options.showOption (lib.lists.take 4 option.loc)}...' holds itself, so that its options have no end.
            Declare the option of its type that holds it with `visible = "shallow";'.''
        else
          options.optionAttrSetToDocList' option.loc subOptions
      else
        [ ]
    );

  options = rec {
    /**
      The file name of a module whose file is not known.
    */
    unknownModule = "<unknown-file>";

    isOption = lib.types.isType "option";

    /**
      Declare an option. All attributes are optional:

      - `type`: what definitions must look like and how they merge (default: `lib.types.unspecified`);
      - `default`, `defaultText`, `example`, `description`, `relatedPackages`: for the value and the manual;
      - `apply`: a function from the merged value to the value users of the option see;
      - `readOnly`: the option takes one definition, its default included;
      - `internal`, `visible` (a boolean, `"shallow"` or `"transparent"`): whether the manual shows it.
    */
    mkOption =
      {
        default ? null,
        defaultText ? null,
        example ? null,
        description ? null,
        relatedPackages ? null,
        type ? null,
        apply ? null,
        internal ? null,
        visible ? null,
        readOnly ? null,
      }@option:
      option // { _type = "option"; };

    /**
      An option that is off, and can be turned on.
    */
    mkEnableOption =
      what:
      mkOption {
        type = lib.types.bool;
        default = false;
        example = true;
        description = "Whether to enable ${what}.";
      };

    /**
      An option for the package that a module uses, found in `pkgs` under the attribute path `default` (else under `name`).
      A `default` of null means none; with `nullable`, it means null itself.
    */
    mkPackageOption =
      pkgs: name:
      {
        nullable ? false,
        default ? name,
        example ? null,
        extraDescription ? "",
        pkgsText ? "pkgs",
      }:
      let
        asPath = x: if builtins.isList x then x else [ x ];
        title = lib.lists.last (asPath name);
        path = asPath default;
        pathText = lib.attrsets.showAttrPath path;
        found = attrByPath path (throw "${pathText} cannot be found in ${pkgsText}") pkgs;
      in
      mkOption (
        {
          type = if nullable then lib.types.nullOr lib.types.package else lib.types.package;
          description = "The ${title} package to use.${
            if extraDescription == "" then "" else " ${extraDescription}"
          }";
        }
        // (
          if default != null then
            {
              default = found;
              defaultText = literalExpression "${pkgsText}.${pathText}";
            }
          else if nullable then
            { default = null; }
          else
            { }
        )
        // (
          if example == null then
            { }
          else
            {
              example = literalExpression (
                if builtins.isList example then "${pkgsText}.${lib.attrsets.showAttrPath example}" else example
              );
            }
        )
      );

    /**
      An option that swallows definitions for options this set of modules does not declare; it has no value to read.
    */
    mkSinkUndeclaredOptions =
      attributes:
      mkOption (
        {
          internal = true;
          visible = false;
          default = false;
          description = "Takes definitions of options that nothing here declares.";
          type = lib.types.mkOptionType {
            name = "sink";
            merge = _loc: _defs: false;
          };
          apply = _: throw "Option value is not readable because the option is not declared.";
        }
        // attributes
      );

    /**
      Merge by the kind of the values: lists and strings are concatenated, sets joined, booleans or-ed, functions merged by their
      results, equal integers kept. A single definition is kept whatever it is.
    */
    mergeDefaultOption = builtins.__mergeDefault;

    /**
      Take the only definition; several are an error.
    */
    mergeOneOption = mergeUniqueOption { message = ""; };

    /**
      Take the only definition, and merge it with the given function; several are an error with the given message.
    */
    mergeUniqueOption =
      {
        message,
        merge ? _loc: defs: (builtins.head defs).value,
      }@arguments:
      builtins.__mergeUnique message (arguments.merge or null);

    /**
      Definitions must be equal.
    */
    mergeEqualOption = builtins.__mergeEqual;

    getValues = map (def: def.value);
    getFiles = map (def: def.file);

    /**
      The options of a set, and those of their submodules, as a flat list of documentation entries: `loc`, `name`, `description`,
      `declarations`, `internal`, `visible`, `readOnly`, `type`, and where they exist `default`, `example`, `relatedPackages`.
    */
    optionAttrSetToDocList = optionAttrSetToDocList' [ ];

    optionAttrSetToDocList' =
      _prefix: options: builtins.concatMap documentOption (lib.attrsets.collect isOption options);

    /**
      A value without what documentation must not evaluate: derivations by name only, no `_args`.
    */
    scrubOptionValue =
      value:
      if lib.attrsets.isDerivation value then
        {
          type = "derivation";
          drvPath = value.name;
          outPath = value.name;
          inherit (value) name;
        }
      else if builtins.isList value then
        map scrubOptionValue value
      else if builtins.isAttrs value then
        builtins.mapAttrs (_: scrubOptionValue) (removeAttrs value [ "_args" ])
      else
        value;

    /**
      A value as documentation shows it: literal text as it stands, anything else printed.
    */
    renderOptionValue =
      value:
      if value ? _type && value ? text then
        value
      else
        literalExpression (
          lib.generators.toPretty {
            multiline = true;
            allowPrettyValues = true;
          } value
        );

    literalExpression = literal "literalExpression";
    literalMD = literal "literalMD";

    /**
      A code block in the named language.
    */
    literalCode =
      language: text:
      literalMD ''
        ```${language}
        ${text}
        ```
      '';

    /**
      An option's path as it is written in a module. Placeholders (`*`, `<name>`) stay as they are.
    */
    showOption = builtins.__showOption;

    showFiles = files: builtins.concatStringsSep " and " (map (file: "`${file}'") files);

    /**
      The definitions of an option, a line each and at most five of the value; no value where it cannot be evaluated.
    */
    showDefs = builtins.__showDefs;

    showOptionWithDefLocs = option: ''
      ${showOption option.loc}, with values defined in:
      ${builtins.concatStringsSep "\n" (map (file: "  - ${file}") option.files)}
    '';
  };
in
options

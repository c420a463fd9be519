/**
  Command lines as systemd reads them (systemd.service(5), "Command lines"), turned into shell: quotes, escapes,
  specifiers and variables mean the same, and what a shell would make more of is quoted.
*/
{ lib }:

let
  specifiers = name: {
    "%" = "%";
    C = "/var/cache";
    H = "localhost";
    L = "/var/log";
    N = name;
    S = "/var/lib";
    T = "/tmp";
    V = "/var/tmp";
    n = "${name}.service";
    p = name;
    t = "/run";
  };

  inherit (lib) stringToCharacters;

  # Characters that mean something between double quotes in a shell.
  literal =
    character:
    if
      builtins.elem character [
        "\""
        "\\"
        "`"
        "$"
      ]
    then
      "\\${character}"
    else
      character;

  start = {
    words = [ ];
    word = null;
    quote = null;
    state = "text";
    variable = "";
  };

  append = state: text: state // { word = (if state.word == null then "" else state.word) + text; };

  flush =
    state:
    if state.word == null then
      state
    else
      state
      // {
        words = state.words ++ [ state.word ];
        word = null;
      };

  endVariable =
    state:
    append (
      state
      // {
        state = "text";
        variable = "";
      }
    ) "\${${state.variable}-}";

  step =
    names: state: c:
    if state.state == "escape" then
      append (state // { state = "text"; }) (
        literal (
          {
            n = "\n";
            t = "\t";
            s = " ";
          }
          .${c} or c
        )
      )
    else if state.state == "specifier" then
      append (state // { state = "text"; }) (
        names.${c} or (throw "'%${c}' in a command line is not known here; write the path or name itself")
      )
    else if state.state == "dollar" then
      if c == "$" then
        append (state // { state = "text"; }) "\\$"
      else if c == "{" then
        state // { state = "braces"; }
      else if builtins.match "[A-Za-z_]" c != null then
        state
        // {
          state = "name";
          variable = c;
        }
      else
        append (state // { state = "text"; }) ("\\$" + literal c)
    else if state.state == "braces" then
      if c == "}" then endVariable state else state // { variable = state.variable + c; }
    else if state.state == "name" && builtins.match "[A-Za-z0-9_]" c != null then
      state // { variable = state.variable + c; }
    else
      let
        now = if state.state == "name" then endVariable state else state;
      in
      if c == "\\" && now.quote != "'" then
        now // { state = "escape"; }
      else if c == "%" then
        now // { state = "specifier"; }
      else if c == "$" then
        now // { state = "dollar"; }
      else if now.quote == c then
        now // { quote = null; }
      else if now.quote == null && (c == "\"" || c == "'") then
        append (now // { quote = c; }) ""
      else if now.quote == null && (c == " " || c == "\n" || c == "\t") then
        flush now
      else
        append now (literal c);

  wordsOf =
    { name }:
    line:
    let
      end = lib.foldl' (step (specifiers name)) start (stringToCharacters line);
      done = if end.state == "name" then endVariable end else end;
    in
    (flush done).words;

  # A word that is one variable and nothing else is split, as systemd splits it.
  quoted =
    word: if builtins.match "[$][{][A-Za-z_0-9]+-[}]" word != null then word else "\"${word}\"";
in
{
  /**
    The words of a line, as shell text.
  */
  words =
    context: line:
    builtins.substring 0 0 line + lib.concatMapStringsSep " " quoted (wordsOf context line);

  /**
    A command line with its prefixes: `-` (may fail), `+`, `!` and `!!` (as root), `:` (no variables), `@` (the second
    word is the name the program sees).

    Type: { name } -> string -> { command, mayFail, root }
  */
  parse =
    context: line:
    let
      parts = builtins.match "([-@:+!|]*)(.*)" (lib.replaceStrings [ "\n" ] [ " " ] (toString line));
      prefix = builtins.head parts;
      text = builtins.elemAt parts 1;
      all = wordsOf context (
        if lib.hasInfix ":" prefix then lib.replaceStrings [ "$" ] [ "$$" ] text else text
      );
      shown = map quoted all;
    in
    {
      # Matching forgets which store paths a text speaks of; the empty start of the line remembers.
      command =
        builtins.substring 0 0 (toString line)
        + (
          if lib.hasInfix "@" prefix && builtins.length shown > 1 then
            # Only a shell can give a program another name.
            "bash -c ${lib.escapeShellArg "exec -a \"$0\" \"$@\""} ${builtins.elemAt shown 1} ${
              lib.concatStringsSep " " ([ (builtins.head shown) ] ++ lib.drop 2 shown)
            }"
          else
            lib.concatStringsSep " " shown
        );
      mayFail = lib.hasInfix "-" prefix;
      root = lib.hasInfix "+" prefix || lib.hasInfix "!" prefix;
    };
}

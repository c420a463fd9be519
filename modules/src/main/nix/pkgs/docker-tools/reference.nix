/**
  Names, tags and ports of images, as registries accept them (Docker's reference grammar; OCI Distribution
  Specification, "Pulling manifests"). What none accepts is an error that says what would be.
*/
{ lib }:
let
  domain = "[a-z0-9]([a-z0-9-]*[a-z0-9])?([.][a-z0-9]([a-z0-9-]*[a-z0-9])?)*(:[0-9]+)?";
  component = "[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*";
  name = "(${domain}/)?${component}(/${component})*";
  tag = "[A-Za-z0-9_][A-Za-z0-9._-]*";
  port = "([0-9]+)(-([0-9]+))?(/(tcp|udp|sctp))?";

  isPort =
    text:
    text == null
    || builtins.stringLength text <= 5 && lib.toIntBase10 text >= 1 && lib.toIntBase10 text <= 65535;

  portIsValid =
    text:
    let
      parts = builtins.match port text;
    in
    parts != null && isPort (builtins.elemAt parts 0) && isPort (builtins.elemAt parts 2);
in
rec {
  /**
    The name of an image, in lower case as registries want it.

    Type: string -> string -> string
  */
  checkName =
    function: given:
    let
      lower = lib.toLower given;
    in
    lib.throwIf (builtins.match name lower == null || builtins.stringLength lower > 255)
      ''
        ${function}: no registry accepts an image named '${given}'.
        A name is made of lower case letters and digits, with single '.', '_' or '-' between them, and '/' between its
        parts: 'my-app', 'example.org/team/my-app'. A tag goes into the attribute 'tag'.''
      lower;

  /**
    The tag of an image; null stays null.
  */
  checkTag =
    function: image: given:
    lib.throwIf
      (given != null && (builtins.match tag given == null || builtins.stringLength given > 128))
      ''
        ${function}: no registry accepts the tag '${toString given}' of image '${image}'.
        A tag is up to 128 letters, digits, '_', '.' and '-', and starts with neither '.' nor '-': '1.0', 'latest'.''
      given;

  /**
    The configuration of an image, its ports checked.
  */
  checkConfig =
    function: image: config:
    let
      wrong = lib.filter (text: !portIsValid text) (builtins.attrNames (config.ExposedPorts or { }));
    in
    lib.throwIf (wrong != [ ])
      ''
        ${function}: '${builtins.head wrong}' in config.ExposedPorts of image '${image}' is no port.
        A port is a number from 1 to 65535, with '/tcp', '/udp' or '/sctp' after it: "80/tcp" = { };''
      config;
}

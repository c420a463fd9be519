# Configuration files, read back by programs that know the formats.
{ pkgs, lib, ... }:
let
  value = {
    text = "a \"b\" \\ c\nd ünï";
    number = 7;
    real = 1.5;
    yes = true;
    list = [
      1
      2
    ];
    nested.deep.key = "v";
    tables = [
      { a = 1; }
      { a = 2; }
    ];
  };
  flat = {
    section = {
      key = "value";
      number = 7;
      yes = true;
    };
  };
  f = pkgs.formats;
  python = pkgs.python3.withPackages (p: [ p.yaml ]);
  check = pkgs.writeText "check.py" ''
    import configparser, json, tomllib, sys, yaml
    j = json.load(open(sys.argv[1]))
    print("yaml", yaml.safe_load(open(sys.argv[2])) == j)
    print("toml", tomllib.load(open(sys.argv[3], "rb")) == j)
    print("json", json.dumps(j, sort_keys=True, ensure_ascii=False))
    c = configparser.ConfigParser()
    c.read(sys.argv[4])
    print("ini", dict(c["section"]))
  '';
in
pkgs.writeShellScriptBin "main" ''
  ${python}/bin/python3 ${check} ${(f.json { }).generate "v.json" value} ${(f.yaml { }).generate "v.yaml" value} \
    ${(f.toml { }).generate "v.toml" value} ${(f.ini { }).generate "v.ini" flat}
  cat ${(f.keyValue { }).generate "v.env" flat.section}
  cat ${
    (f.iniWithGlobalSection { }).generate "g.ini" {
      globalSection.top = 1;
      sections = flat;
    }
  }
  cat ${(f.ini { listsAsDuplicateKeys = true; }).generate "l.ini" { s.k = [ 1 2 ]; }}
  ${pkgs.git}/bin/git config -f ${
    (f.gitIni { }).generate "git.ini" {
      user.name = "A B";
      "remote \"o\"".url = "u";
    }
  } --list
  ${pkgs.lua5_4}/bin/lua5.4 -e 'local t = dofile("${(f.lua { }).generate "v.lua" value}"); print(t.nested.deep.key, #t.list, t.real)'
  cat ${(f.javaProperties { }).generate "v.properties" { "a b" = "c:d"; }}
''

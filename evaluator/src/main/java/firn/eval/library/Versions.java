package firn.eval.library;

import firn.eval.builtin.Builtin;
import firn.eval.value.AttrsBuilder;
import firn.eval.value.NixInt;
import firn.eval.value.NixList;
import firn.eval.value.NixString;
import firn.eval.value.Value;
import java.util.ArrayList;
import java.util.List;

/** Builtins on versions and package names. */
final class Versions {
  private Versions() {}

  static List<Builtin> all() {
    return List.of(
        Builtin.binary(
            "compareVersions",
            "s1",
            "s2",
            "-1, 0 or 1, as the version *s1* is older than, equal to or newer than *s2*.",
            (a, b) ->
                NixInt.of(
                    compare(
                        Args.plain(a, Args.first("compareVersions")),
                        Args.plain(b, Args.second("compareVersions"))))),
        Builtin.unary(
            "splitVersion",
            "s",
            "The components of the version *s*.",
            s ->
                NixList.of(
                    components(Args.plain(s, Args.first("splitVersion"))).stream()
                        .map(NixString::of)
                        .toList())),
        Builtin.unary(
            "parseDrvName",
            "s",
            "A set of `name` and `version`: *s* divided at the first dash that no letter follows.",
            Versions::parseDrvName));
  }

  private static Value parseDrvName(Value v) {
    String s = Args.plain(v, Args.first("parseDrvName"));
    int at = s.length();
    for (int i = 0; i + 1 < s.length(); i++) {
      if (s.charAt(i) == '-' && !isLetter(s.charAt(i + 1))) {
        at = i;
        break;
      }
    }
    return new AttrsBuilder(2)
        .put("name", NixString.of(s.substring(0, at)))
        .put("version", NixString.of(at < s.length() ? s.substring(at + 1) : ""))
        .build();
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Runs of digits and runs of other characters; dots and dashes only separate. */
  static List<String> components(String version) {
    List<String> all = new ArrayList<>();
    int i = 0;
    while (i < version.length()) {
      char c = version.charAt(i);
      if (c == '.' || c == '-') {
        i++;
        continue;
      }
      int start = i;
      boolean digits = isDigit(c);
      while (i < version.length()
          && isDigit(version.charAt(i)) == digits
          && version.charAt(i) != '.'
          && version.charAt(i) != '-') {
        i++;
      }
      all.add(version.substring(start, i));
    }
    return all;
  }

  /** The order of versions (Nix manual, "nix-env --upgrade", "Versions"). */
  static int compare(String a, String b) {
    List<String> x = components(a);
    List<String> y = components(b);
    for (int i = 0; i < Math.max(x.size(), y.size()); i++) {
      String c = i < x.size() ? x.get(i) : "";
      String d = i < y.size() ? y.get(i) : "";
      if (isOlder(c, d)) {
        return -1;
      }
      if (isOlder(d, c)) {
        return 1;
      }
    }
    return 0;
  }

  private static boolean isNumber(String s) {
    return !s.isEmpty() && isDigit(s.charAt(0)) && s.length() < 19;
  }

  private static boolean isOlder(String a, String b) {
    boolean x = isNumber(a);
    boolean y = isNumber(b);
    if (x && y) {
      return Long.parseLong(a) < Long.parseLong(b);
    }
    if (a.isEmpty() && y) {
      return true;
    }
    if (a.equals("pre") && !b.equals("pre")) {
      return true;
    }
    if (b.equals("pre")) {
      return false;
    }
    if (y) {
      return true;
    }
    return !x && a.compareTo(b) < 0;
  }
}

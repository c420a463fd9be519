package firn.modules.option;

import firn.eval.error.EvalException;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixBool;
import firn.eval.value.NixFloat;
import firn.eval.value.NixInt;
import firn.eval.value.NixList;
import firn.eval.value.NixString;
import firn.eval.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What to write instead of a definition of the wrong type, where the mistake is a usual one. */
final class TypeHint {
  /** A name that {@code pkgs} may have. */
  private static final Pattern PACKAGE = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");

  private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,18}");
  private static final Pattern INTEGER_TYPE =
      Pattern.compile("int|(un)?signedInt[0-9]*|positiveInt|intBetween|number.*");
  private static final Pattern TEXT_TYPE =
      Pattern.compile("str|string|nonEmptyStr|singleLineStr|separatedString|strMatching.*");

  private static final Pattern BOOLEAN = Pattern.compile("true|false|yes|no|on|off");
  private static final String PATH_HINT = "write a path that starts with /";

  private TypeHint() {}

  /** A sentence for the first definition that one is known for; empty where there is none. */
  static String of(OptionType type, List<Definition> definitions) {
    try {
      NixAttrs expected = expected(type.toValue());
      for (Definition definition : definitions) {
        String hint = hint(expected, definition.value().force());
        if (hint != null) {
          return "(" + hint + ")";
        }
      }
    } catch (EvalException e) {
      // The mistake itself is told without a hint.
    }
    return "";
  }

  /** The type that decides: what may be null is told by what it is otherwise. */
  private static NixAttrs expected(NixAttrs type) {
    String name = name(type);
    if (name.equals("nullOr") || name.equals("unique") || name.equals("uniq")) {
      Value inner = type.require("nestedTypes").asAttrs().get("elemType");
      return inner == null ? type : expected(inner.asAttrs());
    }
    return type;
  }

  private static String name(NixAttrs type) {
    return type.require("name").asBytes();
  }

  private static @Nullable String hint(NixAttrs type, Value value) {
    String name = name(type);
    if (name.equals("bool") && value instanceof NixString) {
      return "write true or false, without quotes";
    }
    if (INTEGER_TYPE.matcher(name).matches()
        && value instanceof NixString s
        && INTEGER.matcher(s.bytes()).matches()) {
      return "write " + s.bytes() + ", without quotes";
    }
    if (TEXT_TYPE.matcher(name).matches()) {
      return text(value);
    }
    return switch (name) {
      case "either" -> eitherOf(type, value);
      case "listOf" -> value instanceof NixList ? null : "write a list: values between [ and ]";
      case "attrsOf", "lazyAttrsOf", "submodule", "attrs" ->
          value instanceof NixAttrs ? null : "write a set: { NAME = VALUE; }";
      case "path" ->
          value instanceof NixString s && !s.bytes().startsWith("/")
              ? PATH_HINT + ", or, for a file beside this one, ./NAME without quotes"
              : null;
      case "package" ->
          value instanceof NixString s && PACKAGE.matcher(s.bytes()).matches()
              ? "write pkgs." + s.bytes() + ", without quotes"
              : null;
      case "enum" -> value instanceof NixString s ? choice(type, s.bytes()) : null;
      default -> null;
    };
  }

  /** What would make the value one of an alternative that it is but for how it is written. */
  private static @Nullable String eitherOf(NixAttrs type, Value value) {
    NixAttrs alternatives = type.require("nestedTypes").asAttrs();
    String inexact = null;
    for (String side : List.of("left", "right")) {
      NixAttrs alternative = expected(alternatives.require(side).asAttrs());
      String hint = isMeant(name(alternative), value) ? hint(alternative, value) : null;
      if (hint != null && !hint.startsWith(PATH_HINT)) {
        return hint;
      }
      inexact = inexact == null ? hint : inexact;
    }
    return inexact;
  }

  /** Whether the value shows that it is the alternative of this name that was to be written. */
  private static boolean isMeant(String name, Value value) {
    return switch (name) {
      case "listOf", "attrsOf", "lazyAttrsOf", "submodule", "attrs" -> false;
      case "bool" -> value instanceof NixString word && BOOLEAN.matcher(word.bytes()).matches();
      default -> true;
    };
  }

  private static @Nullable String text(Value value) {
    return switch (value) {
      case NixInt i -> "write it in quotes: \"" + i.value() + "\"";
      case NixBool b -> "write it in quotes: \"" + b.value() + "\"";
      case NixFloat f -> "write it in quotes";
      case NixList l when l.size() == 1 -> "write it without [ and ]";
      default -> null;
    };
  }

  private static @Nullable String choice(NixAttrs type, String given) {
    Value payload = type.require("functor").asAttrs().get("payload");
    Value values =
        payload != null && payload.force() instanceof NixAttrs set ? set.get("values") : payload;
    if (values == null || !(values.force() instanceof NixList list)) {
      return null;
    }
    List<String> words = new ArrayList<>();
    for (Value each : list) {
      if (each.force() instanceof NixString word) {
        words.add(word.bytes());
      }
    }
    List<String> nearest = Levenshtein.nearest(given, words);
    return nearest.isEmpty() || Levenshtein.distance(given, nearest.getFirst()) > 2
        ? null
        : "did you mean \"" + nearest.getFirst() + "\"?";
  }
}

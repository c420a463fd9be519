package firn.eval.format;

import firn.eval.error.EvalException;
import firn.eval.value.AttrsBuilder;
import firn.eval.value.Bytes;
import firn.eval.value.NixBool;
import firn.eval.value.NixFloat;
import firn.eval.value.NixInt;
import firn.eval.value.NixList;
import firn.eval.value.NixString;
import firn.eval.value.Value;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;
import org.tomlj.TomlVersion;

/** Reads TOML 1.0 into values: tables become sets, arrays lists. */
public final class TomlReader {

  private final boolean timestamps;

  private TomlReader(boolean timestamps) {
    this.timestamps = timestamps;
  }

  /**
   * Reads one document.
   *
   * @param bytes the text in UTF-8, one char per byte
   * @param timestamps whether dates and times become sets of {@code _type} and {@code value}
   * @throws EvalException if it is not TOML, or holds a date, a time or a NUL, which the language
   *     has not
   */
  public static Value read(String bytes, boolean timestamps) {
    String text = Bytes.toUnicode(bytes);
    TomlParseResult document =
        Toml.parse(timestamps ? TomlTime.shorten(text) : text, TomlVersion.V1_0_0);
    if (document.hasErrors()) {
      TomlParseError first = document.errors().getFirst();
      throw invalid(TomlProblem.describe(text, first));
    }
    return new TomlReader(timestamps).set(document);
  }

  private static EvalException invalid(String reason) {
    return new EvalException("while parsing TOML: " + Bytes.ofUnicode(reason));
  }

  private Value set(TomlTable table) {
    AttrsBuilder set = new AttrsBuilder(table.size());
    for (String key : table.keySet()) {
      Object value = table.get(List.of(key));
      if (value != null) {
        set.put(text(key), value(value));
      }
    }
    return set.build();
  }

  private Value value(Object value) {
    return switch (value) {
      case TomlTable table -> set(table);
      case TomlArray array -> list(array);
      case String string -> NixString.of(text(string));
      case Long integer -> NixInt.of(integer);
      case Double number -> new NixFloat(number);
      case Boolean truth -> truth ? NixBool.TRUE : NixBool.FALSE;
      case TemporalAccessor time when timestamps -> TomlTime.value(time);
      case TemporalAccessor _ -> throw invalid("Dates and times are not supported");
      default -> throw new IllegalStateException("not a TOML value: " + value.getClass());
    };
  }

  private Value list(TomlArray array) {
    Value[] elements = new Value[array.size()];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = value(array.get(i));
    }
    return NixList.wrap(elements);
  }

  private static String text(String unicode) {
    if (unicode.indexOf('\0') >= 0) {
      throw invalid(
          "error: input string '"
              + unicode.replace('\0', '\u2400')
              + "' cannot be represented as Nix string because it contains null bytes");
    }
    return Bytes.ofUnicode(unicode);
  }
}

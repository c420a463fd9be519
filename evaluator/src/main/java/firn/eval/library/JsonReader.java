package firn.eval.library;

import firn.eval.error.EvalException;
import firn.eval.value.AttrsBuilder;
import firn.eval.value.Bytes;
import firn.eval.value.NixBool;
import firn.eval.value.NixFloat;
import firn.eval.value.NixInt;
import firn.eval.value.NixList;
import firn.eval.value.NixNull;
import firn.eval.value.NixString;
import firn.eval.value.Symbol;
import firn.eval.value.Value;
import java.util.ArrayList;
import java.util.List;

/** Reads JSON (RFC 8259) from bytes straight into values. */
final class JsonReader {
  private static final int MAX_DEPTH = 10_000;

  private final String text;
  private int at;
  private int depth;
  private boolean nul;

  private JsonReader(String text) {
    this.text = text;
  }

  /**
   * Reads one JSON text.
   *
   * @throws EvalException if it is not one
   */
  static Value read(String bytes) {
    JsonReader reader = new JsonReader(bytes);
    Value value = reader.value();
    reader.skipSpace();
    if (reader.at < bytes.length()) {
      throw reader.unexpected("end of input");
    }
    return value;
  }

  private Value value() {
    if (++depth > MAX_DEPTH) {
      throw firn.eval.value.CallStack.tooDeep();
    }
    skipSpace();
    Value v =
        switch (peek()) {
          case '{' -> object();
          case '[' -> array();
          case '"' -> NixString.of(string());
          case 't' -> word("true", NixBool.TRUE);
          case 'f' -> word("false", NixBool.FALSE);
          case 'n' -> word("null", NixNull.NULL);
          default -> number();
        };
    depth--;
    return v;
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private void skipSpace() {
    while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private EvalException unexpected(String expected) {
    String found = at < text.length() ? "'" + text.charAt(at) + "'" : "end of input";
    return new EvalException(
            "JSON syntax error at byte " + at + ": unexpected " + found + "; expected " + expected)
        .frame("while decoding a JSON string", null);
  }

  private void expect(char c) {
    if (peek() != c) {
      throw unexpected("'" + c + "'");
    }
    at++;
  }

  private Value word(String word, Value value) {
    if (!text.startsWith(word, at)) {
      throw unexpected("'" + word + "'");
    }
    at += word.length();
    return value;
  }

  private Value object() {
    expect('{');
    AttrsBuilder all = new AttrsBuilder(8);
    skipSpace();
    if (peek() == '}') {
      at++;
      return all.build();
    }
    while (true) {
      skipSpace();
      if (peek() != '"') {
        throw unexpected("string literal");
      }
      Symbol name = Symbol.of(string());
      skipSpace();
      expect(':');
      all.put(name, value());
      skipSpace();
      if (peek() == '}') {
        at++;
        return all.build();
      }
      expect(',');
    }
  }

  private Value array() {
    expect('[');
    List<Value> all = new ArrayList<>();
    skipSpace();
    if (peek() == ']') {
      at++;
      return NixList.EMPTY;
    }
    while (true) {
      all.add(value());
      skipSpace();
      if (peek() == ']') {
        at++;
        return NixList.of(all);
      }
      expect(',');
    }
  }

  private String string() {
    expect('"');
    int end = at;
    while (end < text.length() && isPlain(text.charAt(end))) {
      end++;
    }
    StringBuilder out = new StringBuilder().append(text, at, end);
    at = end;
    while (true) {
      char c = peek();
      if (at >= text.length() || c < 0x20) {
        throw unexpected("'\"'");
      }
      at++;
      if (c == '"') {
        return checked(out.toString());
      }
      if (c == '\\') {
        escape(out);
      } else {
        out.append(c);
      }
    }
  }

  private String checked(String read) {
    if (!nul) {
      return read;
    }
    throw new EvalException(
        "input string '"
            + read.replace("\0", "\u00e2\u0090\u0080")
            + "' cannot be represented as Nix string because it contains null bytes");
  }

  private static boolean isPlain(char c) {
    return c >= 0x20 && c != '"' && c != '\\';
  }

  private void escape(StringBuilder out) {
    char c = peek();
    at++;
    switch (c) {
      case '"', '\\', '/' -> out.append(c);
      case 'b' -> out.append('\b');
      case 'f' -> out.append('\f');
      case 'n' -> out.append('\n');
      case 'r' -> out.append('\r');
      case 't' -> out.append('\t');
      case 'u' -> unicode(out);
      default -> {
        at--;
        throw unexpected("escape sequence");
      }
    }
  }

  private void unicode(StringBuilder out) {
    char first = hex();
    if (first == 0) {
      nul = true;
    }
    if (Character.isLowSurrogate(first)) {
      throw unexpected("surrogate U+D800..U+DBFF first");
    }
    if (!Character.isHighSurrogate(first)) {
      out.append(Bytes.ofUnicode(String.valueOf(first)));
      return;
    }
    if (!text.startsWith("\\u", at)) {
      throw unexpected("surrogate U+DC00..U+DFFF");
    }
    at += 2;
    char second = hex();
    if (!Character.isLowSurrogate(second)) {
      throw unexpected("surrogate U+DC00..U+DFFF");
    }
    out.append(Bytes.ofUnicode("" + first + second));
  }

  private char hex() {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(peek(), 16);
      if (digit < 0) {
        throw unexpected("4 hex digits");
      }
      value = value * 16 + digit;
      at++;
    }
    return (char) value;
  }

  private Value number() {
    int start = at;
    if (peek() == '-') {
      at++;
    }
    boolean leadingZero = peek() == '0';
    int digits = digits();
    if (digits == 0 || (leadingZero && digits > 1)) {
      throw unexpected("a value");
    }
    boolean integer = true;
    if (peek() == '.') {
      at++;
      integer = false;
      requireDigits();
    }
    if (peek() == 'e' || peek() == 'E') {
      at++;
      integer = false;
      if (peek() == '+' || peek() == '-') {
        at++;
      }
      requireDigits();
    }
    String number = text.substring(start, at);
    if (!integer) {
      return new NixFloat(Double.parseDouble(number));
    }
    try {
      return NixInt.of(Long.parseLong(number));
    } catch (NumberFormatException e) {
      return tooLarge(number);
    }
  }

  private static Value tooLarge(String number) {
    if (!number.startsWith("-") && new java.math.BigInteger(number).bitLength() <= 64) {
      throw new EvalException("unsigned json number " + number + " outside of Nix integer range");
    }
    return new NixFloat(Double.parseDouble(number));
  }

  private int digits() {
    int start = at;
    while (peek() >= '0' && peek() <= '9') {
      at++;
    }
    return at - start;
  }

  private void requireDigits() {
    if (digits() == 0) {
      throw unexpected("digit");
    }
  }
}

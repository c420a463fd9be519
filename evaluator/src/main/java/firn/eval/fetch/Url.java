package firn.eval.fetch;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A URL taken apart (RFC 3986, and what Nix allows beyond it: unescaped {@code ^} and such in the
 * fragment). Path, query and fragment are decoded; all are bytes.
 *
 * @param authority null where there is no {@code //}
 */
public record Url(
    String scheme,
    @Nullable String authority,
    String path,
    SortedMap<String, String> query,
    String fragment) {
  private static final Pattern WHOLE =
      Pattern.compile(
          "([a-zA-Z][a-zA-Z0-9+.-]*):(?://([^/?#]*))?([^?#]*)(?:\\?([^#]*))?(?:#(.*))?",
          Pattern.DOTALL);
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  private static final String IN_PATH = UNRESERVED + "!$&'()*+,;=:@/";
  private static final String IN_QUERY = UNRESERVED + "!$'()*,;:@/?";

  public Url {
    query = new TreeMap<>(query);
  }

  /** Reads a URL; empty where the text is none. */
  public static Optional<Url> parse(String text) {
    Matcher m = WHOLE.matcher(text);
    if (!m.matches() || text.indexOf(' ') >= 0 && !text.contains("#")) {
      return Optional.empty();
    }
    String query = m.group(4);
    String fragment = m.group(5);
    return Optional.of(
        new Url(
            m.group(1),
            m.group(2),
            decode(m.group(3)),
            parseQuery(query == null ? "" : query),
            fragment == null ? "" : decode(fragment)));
  }

  /** Reads {@code a=b&c=d}; what has no equals sign is left out. */
  public static SortedMap<String, String> parseQuery(String query) {
    SortedMap<String, String> values = new TreeMap<>();
    for (String part : query.split("&", -1)) {
      int equals = part.indexOf('=');
      if (equals >= 0) {
        values.put(decode(part.substring(0, equals)), decode(part.substring(equals + 1)));
      }
    }
    return values;
  }

  /** Resolves percent escapes; what is none stays. */
  public static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '%'
          && i + 2 < text.length()
          && Character.digit(text.charAt(i + 1), 16) >= 0
          && Character.digit(text.charAt(i + 2), 16) >= 0) {
        out.append((char) Integer.parseInt(text.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        out.append(text.charAt(i));
      }
    }
    return out.toString();
  }

  private static String encode(String bytes, String allowed) {
    StringBuilder out = new StringBuilder();
    for (byte b : bytes.getBytes(StandardCharsets.ISO_8859_1)) {
      char c = (char) (b & 0xff);
      if (allowed.indexOf(c) >= 0) {
        out.append(c);
      } else {
        out.append('%').append(String.format("%02X", (int) c));
      }
    }
    return out.toString();
  }

  /** {@code a=b&c=d}, escaped. */
  public static String encodeQuery(Map<String, String> query) {
    StringBuilder out = new StringBuilder();
    query.forEach((name, value) ->
        out.append(out.isEmpty() ? "" : "&")
            .append(encode(name, IN_QUERY))
            .append('=')
            .append(encode(value, IN_QUERY)));
    return out.toString();
  }

  public Url withScheme(String value) {
    return new Url(value, authority, path, query, fragment);
  }

  public Url withPath(String value) {
    return new Url(scheme, authority, value, query, fragment);
  }

  public Url withQuery(Map<String, String> value) {
    return new Url(scheme, authority, path, new TreeMap<>(value), fragment);
  }

  /** With one more parameter. */
  public Url withParameter(String name, String value) {
    SortedMap<String, String> more = new TreeMap<>(query);
    more.put(name, value);
    return withQuery(more);
  }

  public Url withFragment(String value) {
    return new Url(scheme, authority, path, query, value);
  }

  /** The part of the scheme before {@code +}, empty where there is none. */
  public String application() {
    int plus = scheme.indexOf('+');
    return plus < 0 ? "" : scheme.substring(0, plus);
  }

  /** The part of the scheme after {@code +}, or the whole. */
  public String transport() {
    return scheme.substring(scheme.indexOf('+') + 1);
  }

  @Override
  public String toString() {
    return scheme
        + ":"
        + (authority == null ? "" : "//" + authority)
        + encode(path, IN_PATH)
        + (query.isEmpty() ? "" : "?" + encodeQuery(query))
        + (fragment.isEmpty() ? "" : "#" + encode(fragment, IN_QUERY));
  }
}

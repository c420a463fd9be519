package firn.image.registry;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a registry wants to see before it answers: a {@code WWW-Authenticate} header (RFC 9110,
 * section 11.6.1).
 *
 * @param scheme in lower case: {@code basic} or {@code bearer}
 */
record Challenge(String scheme, Map<String, String> parameters) {
  private static final Pattern PARAMETER =
      Pattern.compile("([A-Za-z_]+)=(?:\"([^\"]*)\"|([^,\\s]*))");

  static Challenge parse(String header) {
    String text = header.strip();
    int space = text.indexOf(' ');
    String scheme = (space < 0 ? text : text.substring(0, space)).toLowerCase(Locale.ROOT);
    Map<String, String> parameters = new HashMap<>();
    Matcher each = PARAMETER.matcher(space < 0 ? "" : text.substring(space));
    while (each.find()) {
      String quoted = each.group(2);
      parameters.put(
          String.valueOf(each.group(1)).toLowerCase(Locale.ROOT),
          quoted == null ? String.valueOf(each.group(3)) : quoted);
    }
    return new Challenge(scheme, parameters);
  }

  String parameter(String name) {
    return parameters.getOrDefault(name, "");
  }
}

package firn.eval.library;

import firn.eval.builtin.Builtin;
import firn.eval.error.EvalException;
import firn.eval.value.NixList;
import firn.eval.value.NixNull;
import firn.eval.value.NixString;
import firn.eval.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** {@code match} and {@code split}: POSIX extended regular expressions on bytes. */
final class Patterns {
  private static final Map<String, Pattern> COMPILED = new ConcurrentHashMap<>();

  private Patterns() {}

  static List<Builtin> all() {
    return List.of(
        Builtin.binary(
            "match",
            "regex",
            "str",
            "The groups of the POSIX extended regular expression *regex* where it matches all of"
                + " *str*, else null. A group that took no part is null.",
            Patterns::match),
        Builtin.binary(
            "split",
            "regex",
            "str",
            "The parts of *str* between matches of *regex*, and between them, for each match, the"
                + " list of its groups.",
            Patterns::split));
  }

  private static Pattern pattern(String regex) {
    return COMPILED.computeIfAbsent(
        regex,
        r -> {
          try {
            return Pattern.compile(PosixSyntax.toJava(r), Pattern.DOTALL);
          } catch (PatternSyntaxException e) {
            throw new EvalException("invalid regular expression '" + r + "'", e);
          } catch (StackOverflowError e) {
            throw new EvalException("memory limit exceeded by regular expression '" + r + "'", e);
          }
        });
  }

  private static Value match(Value regex, Value str) {
    String r = Args.plain(regex, Args.first("match"));
    String s = Args.string(str, Args.second("match")).bytes();
    Matcher m = pattern(r).matcher(s);
    return m.matches() ? groups(m) : NixNull.NULL;
  }

  private static Value groups(Matcher m) {
    Value[] all = new Value[m.groupCount()];
    for (int i = 0; i < all.length; i++) {
      String group = m.group(i + 1);
      all[i] = group == null ? NixNull.NULL : NixString.of(group);
    }
    return NixList.wrap(all);
  }

  private static Value split(Value regex, Value str) {
    String r = Args.plain(regex, Args.first("split"));
    NixString subject = Args.string(str, Args.second("split"));
    String s = subject.bytes();
    Matcher m = pattern(r).matcher(s);
    List<Value> parts = new ArrayList<>();
    int from = 0;
    while (m.find()) {
      parts.add(NixString.of(s.substring(from, m.start()), subject.context()));
      parts.add(groups(m));
      from = m.end();
    }
    parts.add(parts.isEmpty() ? subject : NixString.of(s.substring(from), subject.context()));
    return NixList.of(parts);
  }
}

package firn.eval.library;

import firn.eval.builtin.Builtin;
import firn.eval.error.EvalException;
import firn.eval.text.InvalidRegexException;
import firn.eval.text.PosixRegex;
import firn.eval.value.NixList;
import firn.eval.value.NixNull;
import firn.eval.value.NixString;
import firn.eval.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** {@code match} and {@code split}: POSIX extended regular expressions on bytes. */
final class Patterns {
  private static final int MOST_COMPILED = 1000;
  private static final Map<String, PosixRegex> COMPILED = new ConcurrentHashMap<>();

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

  private static PosixRegex compile(String regex) {
    PosixRegex known = COMPILED.get(regex);
    if (known != null) {
      return known;
    }
    try {
      PosixRegex compiled = PosixRegex.compile(regex);
      if (COMPILED.size() >= MOST_COMPILED) {
        COMPILED.clear();
      }
      COMPILED.put(regex, compiled);
      return compiled;
    } catch (InvalidRegexException e) {
      throw new EvalException("invalid regular expression '" + regex + "'", e);
    }
  }

  private static Value match(Value regex, Value str) {
    PosixRegex pattern = compile(Args.plain(regex, Args.first("match")));
    @Nullable String[] groups = pattern.match(Args.string(str, Args.second("match")).bytes());
    return groups == null ? NixNull.NULL : list(groups);
  }

  private static Value list(@Nullable String[] groups) {
    Value[] all = new Value[groups.length];
    for (int i = 0; i < all.length; i++) {
      String group = groups[i];
      all[i] = group == null ? NixNull.NULL : NixString.of(group);
    }
    return NixList.wrap(all);
  }

  private static Value split(Value regex, Value str) {
    PosixRegex pattern = compile(Args.plain(regex, Args.first("split")));
    NixString subject = Args.string(str, Args.second("split"));
    String s = subject.bytes();
    List<Value> parts = new ArrayList<>();
    int from = 0;
    for (PosixRegex.Found found : pattern.findAll(s)) {
      parts.add(NixString.of(s.substring(from, found.start()), subject.context()));
      parts.add(list(found.groups()));
      from = found.end();
    }
    parts.add(parts.isEmpty() ? subject : NixString.of(s.substring(from), subject.context()));
    return NixList.of(parts);
  }
}

package firn.store;

import static firn.store.MalformedException.quote;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * Reads derivations. The text may come from anyone, so nothing is accepted that Firn would not have
 * written itself: one spelling only, everything sorted, nothing twice, every path inside the store.
 * No recursion, and memory in proportion to the text.
 */
final class DerivationParser {
  private final String text;
  private final String name;
  private int at;

  DerivationParser(String text, String name) {
    this.text = text;
    this.name = name;
  }

  Derivation parse() {
    expect("Derive([");
    SortedMap<String, DerivationOutput> outputs = new TreeMap<>();
    list(() -> output(outputs));
    expect(",[");
    SortedMap<StorePath, SortedSet<String>> inputDrvs = new TreeMap<>();
    list(() -> inputDerivation(inputDrvs));
    expect(",[");
    SortedSet<StorePath> inputSrcs = new TreeSet<>();
    list(() -> inputSrcs.add(StorePath.parse(string())));
    expect(",");
    String system = string();
    expect(",");
    String builder = string();
    expect(",[");
    List<String> args = new ArrayList<>();
    list(() -> args.add(string()));
    expect(",[");
    SortedMap<String, String> env = new TreeMap<>();
    list(() -> pair(env::put));
    expect(")");
    Derivation drv =
        new Derivation(name, outputs, inputDrvs, inputSrcs, system, builder, args, env);
    if (at != text.length() || !DerivationWriter.write(drv).equals(text)) {
      throw malformed("is not in canonical form");
    }
    if (outputs.isEmpty()) {
      throw malformed("has no outputs");
    }
    return drv;
  }

  private void output(Map<String, DerivationOutput> outputs) {
    expect("(");
    String output = string();
    StorePath.checkName(output);
    expect(",");
    String path = string();
    expect(",");
    String algorithm = string();
    expect(",");
    String hash = string();
    expect(")");
    if (path.isEmpty()) {
      if (!algorithm.isEmpty()) {
        throw malformed("has the floating output " + quote(output) + ", which Firn does not know");
      }
      outputs.put(output, new DerivationOutput.Deferred());
    } else if (algorithm.isEmpty() && hash.isEmpty()) {
      outputs.put(output, new DerivationOutput.InputAddressed(StorePath.parse(path)));
    } else {
      outputs.put(
          output,
          new DerivationOutput.Fixed(
              StorePath.parse(path), ContentAddress.ofOutput(algorithm, hash)));
    }
  }

  private void inputDerivation(Map<StorePath, SortedSet<String>> inputs) {
    expect("(");
    StorePath path = StorePath.parse(string());
    if (!path.isDerivation()) {
      throw malformed("has the input " + quote(path.toString()) + ", which is no derivation");
    }
    expect(",[");
    SortedSet<String> outputs = new TreeSet<>();
    list(() -> outputs.add(string()));
    expect(")");
    inputs.put(path, outputs);
  }

  private void pair(BiConsumer<String, String> sink) {
    expect("(");
    String key = string();
    expect(",");
    String value = string();
    expect(")");
    sink.accept(key, value);
  }

  /** Reads items up to and including the closing bracket; the opening one is read already. */
  private void list(Runnable item) {
    if (peek() == ']') {
      at++;
      return;
    }
    while (true) {
      item.run();
      if (peek() == ']') {
        at++;
        return;
      }
      expect(",");
    }
  }

  private String string() {
    expect("\"");
    int start = at;
    int end = start;
    while (end < text.length() && text.charAt(end) != '"' && text.charAt(end) != '\\') {
      end++;
    }
    if (end < text.length() && text.charAt(end) == '"') {
      at = end + 1;
      return text.substring(start, end);
    }
    StringBuilder out = new StringBuilder().append(text, start, end);
    at = end;
    while (true) {
      char c = next();
      if (c == '"') {
        return out.toString();
      }
      if (c != '\\') {
        out.append(c);
        continue;
      }
      char escaped = next();
      out.append(
          switch (escaped) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> escaped;
          });
    }
  }

  private char peek() {
    if (at >= text.length()) {
      throw malformed("ends too early");
    }
    return text.charAt(at);
  }

  private char next() {
    char c = peek();
    at++;
    return c;
  }

  private void expect(String token) {
    if (!text.startsWith(token, at)) {
      throw malformed("lacks " + quote(token) + " at offset " + at);
    }
    at += token.length();
  }

  private MalformedException malformed(String why) {
    return new MalformedException("derivation " + quote(name) + " " + why);
  }
}

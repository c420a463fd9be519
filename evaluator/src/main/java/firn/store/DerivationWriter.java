package firn.store;

import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** Writes derivations as ATerms, byte for byte as Nix does. */
final class DerivationWriter {
  private final StringBuilder out;

  private DerivationWriter(int capacity) {
    this.out = new StringBuilder(capacity);
  }

  static String write(Derivation drv) {
    SortedMap<String, SortedSet<String>> inputs = new TreeMap<>();
    drv.inputDrvs().forEach((path, names) -> inputs.put(path.toString(), names));
    return new DerivationWriter(1024).derivation(drv, inputs, false);
  }

  /**
   * The text whose hash identifies a derivation: inputs named by their hashes, and where {@code
   * maskOutputs}, output paths (which follow from that hash) left out.
   */
  static String writeModulo(
      Derivation drv, SortedMap<String, SortedSet<String>> inputs, boolean maskOutputs) {
    return new DerivationWriter(1024).derivation(drv, inputs, maskOutputs);
  }

  private String derivation(
      Derivation drv, SortedMap<String, SortedSet<String>> inputs, boolean maskOutputs) {
    out.append("Derive([");
    String separator = "";
    for (Map.Entry<String, DerivationOutput> entry : drv.outputs().entrySet()) {
      out.append(separator);
      output(entry.getKey(), entry.getValue(), maskOutputs);
      separator = ",";
    }
    out.append("],[");
    separator = "";
    for (Map.Entry<String, SortedSet<String>> entry : inputs.entrySet()) {
      out.append(separator).append('(');
      plain(entry.getKey());
      out.append(",[");
      String inner = "";
      for (String output : entry.getValue()) {
        out.append(inner);
        plain(output);
        inner = ",";
      }
      out.append("])");
      separator = ",";
    }
    out.append("],[");
    separator = "";
    for (StorePath path : drv.inputSrcs()) {
      out.append(separator);
      plain(path.toString());
      separator = ",";
    }
    out.append("],");
    plain(drv.system());
    out.append(',');
    quoted(drv.builder());
    out.append(",[");
    separator = "";
    for (String arg : drv.args()) {
      out.append(separator);
      quoted(arg);
      separator = ",";
    }
    out.append("],[");
    separator = "";
    for (Map.Entry<String, String> entry : drv.env().entrySet()) {
      out.append(separator).append('(');
      quoted(entry.getKey());
      out.append(',');
      boolean masked = maskOutputs && drv.outputs().containsKey(entry.getKey());
      quoted(masked ? "" : entry.getValue());
      out.append(')');
      separator = ",";
    }
    return out.append("])").toString();
  }

  private void output(String name, DerivationOutput output, boolean mask) {
    String path = "";
    String algorithm = "";
    String hash = "";
    switch (output) {
      case DerivationOutput.InputAddressed i -> path = i.path().toString();
      case DerivationOutput.Fixed f -> {
        path = f.path().toString();
        algorithm = f.address().methodAndAlgorithm();
        hash = f.address().hash().base16();
      }
      case DerivationOutput.Deferred d -> {}
    }
    out.append('(');
    plain(name);
    out.append(',');
    plain(mask ? "" : path);
    out.append(',');
    plain(algorithm);
    out.append(',');
    plain(hash);
    out.append(')');
  }

  private void plain(String text) {
    out.append('"').append(text).append('"');
  }

  private void quoted(String text) {
    out.append('"');
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char escape =
          switch (text.charAt(i)) {
            case '"' -> '"';
            case '\\' -> '\\';
            case '\n' -> 'n';
            case '\r' -> 'r';
            case '\t' -> 't';
            default -> 0;
          };
      if (escape != 0) {
        out.append(text, from, i).append('\\').append(escape);
        from = i + 1;
      }
    }
    out.append(text, from, text.length()).append('"');
  }
}

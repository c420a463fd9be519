package firn.cli.nix;

import firn.eval.print.PlainPrinter;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixList;
import firn.eval.value.Symbol;
import firn.eval.value.Value;
import firn.eval.value.ValuePrinter;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The text of a profile's {@code manifest.nix}, to the byte as C++ Nix writes it, so that equal
 * profiles have equal store paths.
 */
final class ProfileManifest {
  private ProfileManifest() {}

  static String text(List<ProfileElement> elements) {
    return elements.stream()
        .map(element -> text(element) + " ")
        .collect(Collectors.joining("", "[ ", "]"));
  }

  private static String text(ProfileElement element) {
    SortedMap<String, String> attributes = new TreeMap<>();
    attributes.put("type", "\"derivation\"");
    attributes.put("name", ValuePrinter.quote(element.name()));
    if (!element.system().isEmpty()) {
      attributes.put("system", ValuePrinter.quote(element.system()));
    }
    attributes.put("outPath", ValuePrinter.quote(element.outPath()));
    attributes.put(
        "outputs",
        element.outputs().keySet().stream()
            .map(output -> ValuePrinter.quote(output) + " ")
            .collect(Collectors.joining("", "[ ", "]")));
    element
        .outputs()
        .forEach((output, path) ->
            attributes.put(output, set(Map.of("outPath", ValuePrinter.quote(path)))));
    SortedMap<String, String> meta = new TreeMap<>();
    element.meta().forEach((name, value) -> meta.put(name, text(value)));
    attributes.put("meta", set(meta));
    return set(attributes);
  }

  private static String set(Map<String, String> attributes) {
    return attributes.entrySet().stream()
        .map(one -> ValuePrinter.attributeName(one.getKey()) + " = " + one.getValue() + "; ")
        .collect(Collectors.joining("", "{ ", "}"));
  }

  /** A value, each part of it as often as it is in it. */
  private static String text(Value value) {
    return switch (value.force()) {
      case NixAttrs attributes -> {
        SortedMap<String, String> parts = new TreeMap<>();
        for (Symbol name : attributes.names()) {
          parts.put(name.name(), text(attributes.require(name.name())));
        }
        yield set(parts);
      }
      case NixList list ->
          list.asJavaList().stream()
              .map(member -> text(member) + " ")
              .collect(Collectors.joining("", "[ ", "]"));
      default -> PlainPrinter.print(value);
    };
  }
}

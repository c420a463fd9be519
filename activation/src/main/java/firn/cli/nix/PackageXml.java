package firn.cli.nix;

import firn.cli.Terminal;
import firn.eval.print.XmlText;
import firn.eval.value.Floats;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixBool;
import firn.eval.value.NixFloat;
import firn.eval.value.NixInt;
import firn.eval.value.NixList;
import firn.eval.value.NixString;
import firn.eval.value.Symbol;
import firn.eval.value.Value;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Packages as {@code nix-env --query --xml} prints them. Text is bytes. */
final class PackageXml {
  private final Terminal terminal;
  private final PackageListing listing;
  private final PackageQueryOptions options;
  private final StringBuilder out = new StringBuilder();
  private final XmlText xml = new XmlText(out);

  PackageXml(Terminal terminal, PackageListing listing, PackageQueryOptions options) {
    this.terminal = terminal;
    this.listing = listing;
    this.options = options;
  }

  String text(List<PackageSearch.Package> packages) {
    out.append("<?xml version='1.0' encoding='utf-8'?>\n");
    xml.open("items", new TreeMap<>(), 0);
    packages.forEach(this::item);
    xml.close("items", 0);
    return out.toString();
  }

  /** What cannot be listed is named, and left out. */
  static void complain(Terminal terminal, PackageSearch.Package one, String meta) {
    terminal.say("derivation '" + one.name() + "' has invalid meta attribute '" + meta + "'");
  }

  private void item(PackageSearch.Package one) {
    xml.open("item", attributes(one), 1);
    for (Map.Entry<String, String> output : one.outputs().entrySet()) {
      SortedMap<String, String> said = attributes("name", output.getKey());
      if (!output.getValue().isEmpty()) {
        said.put("path", output.getValue());
      }
      xml.empty("output", said, 2);
    }
    if (options.meta) {
      for (String name : one.metaNames()) {
        @Nullable Value said = one.meta(name);
        if (said == null) {
          complain(terminal, one, name);
        } else {
          meta(name, said.force());
        }
      }
    }
    xml.close("item", 1);
  }

  private SortedMap<String, String> attributes(PackageSearch.Package one) {
    PackageNames.Parsed parsed = PackageNames.parse(one.name());
    SortedMap<String, String> said = attributes("attrPath", one.attribute());
    said.put("name", one.name());
    said.put("pname", parsed.name());
    said.put("version", parsed.version());
    said.put("outputName", one.outputName());
    if (options.status) {
      PackageListing.Status status = listing.status(one);
      said.put("installed", status.installed() ? "1" : "0");
      said.put("valid", status.valid() ? "1" : "0");
      said.put("substitutable", status.substitutable() ? "1" : "0");
    }
    if (options.versions) {
      PackageListing.Comparison comparison = listing.compare(one);
      if (comparison.isKnown()) {
        said.put("versionDiff", comparison.mark());
        said.put("maxComparedVersion", comparison.version());
      }
    }
    if (!one.system().isEmpty()) {
      said.put("system", one.system());
    }
    if (!one.derivation().isEmpty()) {
      said.put("drvPath", one.derivation());
    }
    String description = options.description ? PackageListing.description(one) : "";
    if (!description.isEmpty()) {
      said.put("description", description);
    }
    return said;
  }

  private void meta(String name, Value said) {
    switch (said) {
      case NixList list -> {
        xml.open("meta", attributes("name", name, "type", "strings"), 2);
        for (Value member : list.asJavaList()) {
          if (member.force() instanceof NixString text) {
            xml.empty("string", attributes("value", text.bytes()), 3);
          }
        }
        xml.close("meta", 2);
      }
      case NixAttrs set -> {
        xml.open("meta", attributes("name", name, "type", "strings"), 2);
        for (Symbol key :
            set.names().stream().sorted(Comparator.comparing(Symbol::name)).toList()) {
          if (set.require(key.name()).force() instanceof NixString text) {
            xml.empty("string", attributes("type", key.name(), "value", text.bytes()), 3);
          }
        }
        xml.close("meta", 2);
      }
      case NixString text -> plain(name, "string", text.bytes());
      case NixInt number -> plain(name, "int", Long.toString(number.value()));
      case NixFloat number -> plain(name, "float", Floats.display(number.value()));
      case NixBool truth -> plain(name, "bool", Boolean.toString(truth.value()));
      default -> throw new IllegalStateException("meta of a kind that is not listed: " + said);
    }
  }

  private void plain(String name, String type, String value) {
    xml.empty("meta", attributes("name", name, "type", type, "value", value), 2);
  }

  private static SortedMap<String, String> attributes(String... namesAndValues) {
    SortedMap<String, String> all = new TreeMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      all.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return all;
  }
}

package firn.cli.nix;

import firn.cli.Terminal;
import firn.eval.Evaluator;
import firn.eval.print.JsonWriter;
import firn.eval.value.Bytes;
import firn.eval.value.Value;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Packages as {@code nix-env -qa --json} prints them, with line ends as Nix has them. */
record PackageJson(Evaluator evaluator, Terminal terminal, PackageQueryOptions options) {
  String text(List<PackageSearch.Package> packages) {
    ObjectNode all = new JsonMapper().createObjectNode();
    packages.forEach(one -> fill(all.putObject(Bytes.toUnicode(one.attribute())), one));
    return Bytes.ofUnicode(
        new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n");
  }

  private void fill(ObjectNode node, PackageSearch.Package one) {
    PackageNames.Parsed parsed = PackageNames.parse(one.name());
    node.put("name", Bytes.toUnicode(one.name()));
    node.put("pname", Bytes.toUnicode(parsed.name()));
    node.put("version", Bytes.toUnicode(parsed.version()));
    node.put("system", Bytes.toUnicode(one.system()));
    node.put("outputName", one.outputName());
    ObjectNode outputs = node.putObject("outputs");
    for (Map.Entry<String, String> output : one.outputs().entrySet()) {
      @Nullable String path = output.getValue().isEmpty() ? null : output.getValue();
      outputs.put(output.getKey(), path);
    }
    if (!one.derivation().isEmpty()) {
      node.put("drvPath", one.derivation());
    }
    if (options.meta) {
      ObjectNode meta = node.putObject("meta");
      for (String name : one.metaNames()) {
        @Nullable Value said = one.meta(name);
        if (said == null) {
          PackageXml.complain(terminal, one, name);
          meta.putNull(Bytes.toUnicode(name));
        } else {
          meta.set(Bytes.toUnicode(name), json(said));
        }
      }
    }
  }

  private JsonNode json(Value value) {
    String bytes = JsonWriter.write(value, evaluator.coercion(), false).bytes();
    return new JsonMapper().readTree(Bytes.toUnicode(bytes));
  }
}

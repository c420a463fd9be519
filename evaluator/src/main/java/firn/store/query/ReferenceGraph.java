package firn.store.query;

import firn.store.Store;
import firn.store.StorePath;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** A closure as a graph for other programs: dot and GraphML, an edge from what is referred to. */
public final class ReferenceGraph {
  private static final List<String> COLOURS =
      List.of("black", "red", "green", "blue", "magenta", "burlywood");

  private ReferenceGraph() {}

  /** For Graphviz, as {@code nix-store --query --graph} writes it. */
  public static String dot(Store store, Collection<StorePath> roots) {
    StringBuilder out = new StringBuilder("digraph G {\n");
    int edges = 0;
    SortedSet<StorePath> pending = new TreeSet<>(roots);
    Set<StorePath> seen = new HashSet<>();
    while (!pending.isEmpty()) {
      StorePath path = pending.removeFirst();
      if (!seen.add(path)) {
        continue;
      }
      out.append(
          "\"%s\" [label = \"%s\", shape = box, style = filled, fillcolor = \"#ff0000\"];\n"
              .formatted(path.baseName(), path.name()));
      for (StorePath reference : ReferenceTree.references(store, path)) {
        if (!reference.equals(path)) {
          pending.add(reference);
          out.append(
              "\"%s\" -> \"%s\" [color = \"%s\"];\n"
                  .formatted(
                      reference.baseName(),
                      path.baseName(),
                      COLOURS.get(edges++ % COLOURS.size())));
        }
      }
    }
    return out.append("}\n").toString();
  }

  /** GraphML, which editors of graphs read. */
  public static String graphMl(Store store, Collection<StorePath> roots) {
    StringBuilder out =
        new StringBuilder(
            """
            <?xml version='1.0' encoding='utf-8'?>
            <graphml xmlns='http://graphml.graphdrawing.org/xmlns'
                xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'
                xsi:schemaLocation='http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd'>
            <key id='narSize' for='node' attr.name='narSize' attr.type='long'/><key id='name' for='node' attr.name='name' attr.type='string'/><key id='type' for='node' attr.name='type' attr.type='string'/>
            <graph id='G' edgedefault='directed'>
            """);
    for (StorePath path : store.closure(roots)) {
      long size = store.query(path).orElseThrow().narSize();
      String type = path.isDerivation() ? "derivation" : "output-path";
      out.append(
          String.format(
              Locale.ROOT,
              "<node id=\"%s\"><data key=\"narSize\">%d</data><data key=\"name\">%s</data>"
                  + "<data key=\"type\">%s</data></node>\n",
              path.baseName(),
              size,
              path.name(),
              type));
      for (StorePath reference : ReferenceTree.references(store, path)) {
        if (!reference.equals(path)) {
          out.append(
              "<edge source=\"%s\" target=\"%s\"/>\n"
                  .formatted(path.baseName(), reference.baseName()));
        }
      }
    }
    return out.append("</graph>\n</graphml>\n").toString();
  }
}

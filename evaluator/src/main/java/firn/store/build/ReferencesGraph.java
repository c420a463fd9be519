package firn.store.build;

import firn.store.HashFormat;
import firn.store.PathInfo;
import firn.store.StorePath;
import firn.store.local.LocalStore;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What {@code exportReferencesGraph} tells a builder of a closure. */
final class ReferencesGraph {
  private final BuildJob job;

  ReferencesGraph(BuildJob job) {
    this.job = job;
  }

  private SortedSet<StorePath> closure(Collection<String> roots) throws BuildException {
    SortedSet<StorePath> paths = new TreeSet<>();
    for (String root : roots) {
      StorePath path = StorePath.containing(root);
      if (!job.inputs().contains(path)) {
        throw BuildException.rejected(
            "exportReferencesGraph names '" + root + "', which is not an input");
      }
      paths.add(path);
    }
    return job.store().closure(paths);
  }

  private PathInfo info(StorePath path) {
    return job.store().query(path).orElseThrow();
  }

  /** For each path of the closure: itself, an empty line, the number of references, these. */
  String text(String root) throws BuildException {
    StringBuilder out = new StringBuilder();
    for (StorePath path : closure(java.util.List.of(root))) {
      SortedSet<StorePath> references = info(path).references();
      out.append(path).append("\n\n").append(references.size()).append('\n');
      references.forEach(r -> out.append(r).append('\n'));
    }
    return out.toString();
  }

  ArrayNode json(Collection<String> roots) throws BuildException {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    LocalStore store = job.store();
    for (StorePath path : closure(roots)) {
      PathInfo info = info(path);
      ObjectNode object = list.addObject();
      object.put("path", path.toString());
      object.put("narHash", info.narHash().prefixed(HashFormat.NIX32));
      object.put("narSize", info.narSize());
      ArrayNode references = object.putArray("references");
      info.references().forEach(r -> references.add(r.toString()));
      if (info.contentAddress() != null) {
        object.put("ca", info.contentAddress().toString());
      }
      long size = 0;
      for (StorePath below : store.closure(java.util.List.of(path))) {
        size += info(below).narSize();
      }
      object.put("closureSize", size);
    }
    return list;
  }
}

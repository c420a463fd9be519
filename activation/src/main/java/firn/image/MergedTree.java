package firn.image;

import firn.image.tar.TarEntry;
import firn.image.tar.TarEntry.Kind;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a container of an image would find: layers laid over each other, with what an upper one says
 * is gone left out (OCI Image Layer Filesystem Changeset, "Whiteouts").
 */
final class MergedTree {
  private static final String WHITEOUT = ".wh.";
  private static final String OPAQUE = ".wh..wh..opq";

  /** For every name, the index of the layer whose entry counts. */
  private final Map<String, Integer> layerOf = new HashMap<>();

  private final List<Layer> layers;

  private MergedTree(List<Layer> layers) {
    this.layers = layers;
  }

  /** Shows every entry that counts, a hard link after what it is another name of. */
  static void visit(List<Layer> layers, LayerEntries.Visitor visitor) throws IOException {
    MergedTree tree = new MergedTree(layers);
    tree.choose();
    tree.show(visitor);
  }

  private void choose() throws IOException {
    Set<String> gone = new HashSet<>();
    Set<String> emptied = new HashSet<>();
    Set<String> notFolders = new HashSet<>();
    for (int i = layers.size() - 1; i >= 0; i--) {
      Set<String> goneHere = new HashSet<>();
      Set<String> emptiedHere = new HashSet<>();
      Set<String> notFoldersHere = new HashSet<>();
      int layer = i;
      LayerEntries.read(
          layers.get(i),
          entry -> {
            String name = entry.name();
            if (entry.lastName().equals(OPAQUE)) {
              emptiedHere.add(entry.parent());
            } else if (entry.lastName().startsWith(WHITEOUT)) {
              String hidden = entry.lastName().substring(WHITEOUT.length());
              goneHere.add(entry.parent().isEmpty() ? hidden : entry.parent() + "/" + hidden);
            } else if (!name.isEmpty()
                && (!layerOf.containsKey(name) || layerOf.get(name) == layer)
                && !isHidden(name, gone, emptied, notFolders)) {
              layerOf.put(name, layer);
              if (entry.kind() != Kind.FOLDER) {
                notFoldersHere.add(name);
              }
            }
          });
      gone.addAll(goneHere);
      emptied.addAll(emptiedHere);
      notFolders.addAll(notFoldersHere);
    }
  }

  private static boolean isHidden(
      String name, Set<String> gone, Set<String> emptied, Set<String> notFolders) {
    if (gone.contains(name)) {
      return true;
    }
    for (int slash = name.lastIndexOf('/'); slash >= 0; slash = name.lastIndexOf('/', slash - 1)) {
      String folder = name.substring(0, slash);
      if (gone.contains(folder) || emptied.contains(folder) || notFolders.contains(folder)) {
        return true;
      }
    }
    return emptied.contains("");
  }

  private void show(LayerEntries.Visitor visitor) throws IOException {
    for (int i = 0; i < layers.size(); i++) {
      int layer = i;
      Map<String, String> orphans = orphans(layer);
      LayerEntries.visit(
          layers.get(i),
          (entry, contents) -> {
            String heir = orphans.get(entry.name());
            if (counts(entry, layer)) {
              if (entry.kind() != Kind.HARD_LINK
                  || !entry.name().equals(orphans.get(entry.link()))) {
                visitor.see(relinked(entry, orphans), contents);
              }
            } else if (heir != null && entry.kind() != Kind.HARD_LINK) {
              visitor.see(entry.withName(heir), contents);
            }
          });
    }
  }

  private boolean counts(TarEntry entry, int layer) {
    return !entry.lastName().startsWith(WHITEOUT)
        && Integer.valueOf(layer).equals(layerOf.get(entry.name()));
  }

  /**
   * The targets of hard links that do not count themselves, with the first of their other names,
   * which takes their place.
   */
  private Map<String, String> orphans(int layer) throws IOException {
    Map<String, String> orphans = new HashMap<>();
    LayerEntries.read(
        layers.get(layer),
        entry -> {
          if (entry.kind() == Kind.HARD_LINK
              && counts(entry, layer)
              && !Integer.valueOf(layer).equals(layerOf.get(entry.link()))) {
            orphans.putIfAbsent(entry.link(), entry.name());
          }
        });
    return orphans;
  }

  private static TarEntry relinked(TarEntry entry, Map<String, String> orphans) {
    String heir = entry.kind() == Kind.HARD_LINK ? orphans.get(entry.link()) : null;
    return heir == null ? entry : entry.asHardLink(heir);
  }
}

package firn.cli.nix;

import firn.store.PathInfo;
import firn.store.Store;
import firn.store.StorePath;
import firn.store.local.LocalStore;
import firn.store.query.WhyDepends;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The ways from a store path to one it depends on, drawn as {@code nix why-depends} draws them: the
 * nearer of two references first, and what was shown once without what is below it.
 */
final class DependencyTree {
  private static final String CONNECTION = "├───";
  private static final String LAST = "└───";
  private static final String LINE = "│   ";
  private static final String NONE = "    ";
  private static final String GREY = "\u001b[38;5;244m";
  private static final String GREEN = "\u001b[32;1m";
  private static final String BLUE = "\u001b[34;1m";
  private static final String NORMAL = "\u001b[0m";

  private final LocalStore store;
  private final StorePath end;
  private final boolean all;
  private final boolean precise;
  private final boolean colours;
  private final Set<StorePath> visited = new HashSet<>();
  private Map<StorePath, Integer> distances = Map.of();
  private Consumer<String> out = line -> {};
  private boolean same;

  /**
   * @param end what is depended on
   * @param all every way, not only one of the shortest
   * @param precise with the files that hold the references
   * @param colours whether a terminal shows this
   */
  DependencyTree(LocalStore store, StorePath end, boolean all, boolean precise, boolean colours) {
    this.store = store;
    this.end = end;
    this.all = all;
    this.precise = precise;
    this.colours = colours;
  }

  /** Draws the tree, line by line, from a path that has the end in its closure. */
  void print(StorePath start, Consumer<String> lines) throws IOException {
    out = lines;
    same = start.equals(end);
    distances = distances(store, store.closure(List.of(start)), end);
    if (!precise) {
      out.accept(start.toString());
    }
    node(start, "");
  }

  /** How many references it takes at least from each path that reaches the end. */
  private static Map<StorePath, Integer> distances(
      Store store, Set<StorePath> closure, StorePath end) {
    Map<StorePath, List<StorePath>> users = new HashMap<>();
    for (StorePath path : closure) {
      references(store, path)
          .forEach(to -> users.computeIfAbsent(to, p -> new ArrayList<>()).add(path));
    }
    Map<StorePath, Integer> distances = new HashMap<>();
    distances.put(end, 0);
    Deque<StorePath> pending = new ArrayDeque<>(List.of(end));
    while (!pending.isEmpty()) {
      StorePath path = pending.remove();
      int next = distances.getOrDefault(path, 0) + 1;
      for (StorePath user : users.getOrDefault(path, List.of())) {
        if (distances.putIfAbsent(user, next) == null) {
          pending.add(user);
        }
      }
    }
    return distances;
  }

  private static Set<StorePath> references(Store store, StorePath path) {
    return store.query(path).map(PathInfo::references).<Set<StorePath>>map(s -> s).orElse(Set.of());
  }

  /**
   * Draws what is below a path.
   *
   * @return whether to go on: one way is enough where not all were asked for
   */
  private boolean node(StorePath path, String pad) throws IOException {
    if (precise) {
      String arrow = pad.isEmpty() ? "" : "→ ";
      out.accept(pad + grey(path) + arrow + path + styled(NORMAL));
    }
    if (path.equals(end) && !all && !same) {
      return false;
    }
    if (visited.contains(path)) {
      return true;
    }
    if (precise) {
      visited.add(path);
    }
    List<StorePath> below =
        references(store, path).stream()
            .filter(to -> distances.containsKey(to) && (same || !to.equals(path)))
            .sorted(Comparator.comparing(to -> distances.getOrDefault(to, 0)))
            .toList();
    for (int i = 0; i < below.size(); i++) {
      StorePath to = below.get(i);
      boolean last = !all || i == below.size() - 1;
      if (precise) {
        places(path, to, pad, last);
      } else {
        out.accept(pad + grey(to) + (last ? LAST : CONNECTION) + to + styled(NORMAL));
        visited.add(path);
      }
      if (!node(to, pad + (last ? NONE : LINE))) {
        return false;
      }
    }
    return true;
  }

  private void places(StorePath path, StorePath to, String pad, boolean last) throws IOException {
    String branch = last ? LAST : CONNECTION;
    for (WhyDepends.Place place : WhyDepends.places(store, path, to)) {
      out.accept(pad + branch + text(place, to));
      if (!all) {
        return;
      }
      branch = last ? NONE : LINE;
    }
  }

  private String text(WhyDepends.Place place, StorePath to) {
    int end1 = place.at() + to.hashPart().length();
    String shown =
        place.excerpt().substring(0, place.at())
            + styled(to.equals(end) ? GREEN : BLUE)
            + to.hashPart()
            + styled(NORMAL)
            + place.excerpt().substring(end1);
    String file = place.file().isEmpty() ? "/" : place.file();
    return place.link() ? file + " -> " + shown : file + ": …" + shown + "…";
  }

  private String grey(StorePath path) {
    return visited.contains(path) ? styled(GREY) : "";
  }

  private String styled(String code) {
    return colours ? code : "";
  }
}

package firn.cli;

import firn.store.StorePath;
import firn.store.build.BuildEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/**
 * What is going on, as lines: the running builds below those that wait for them, the downloads, and
 * a line of counts. Knows nothing of terminals; used by one thread at a time.
 */
final class BuildTree {
  private static final String RUNNING = " ⏵ ";

  /** More than any screen has lines. */
  private static final int MOST_SHOWN = 500;

  private static final double MIB = 1 << 20;

  private final long began;
  private final Set<StorePath> builds;
  private final Set<StorePath> fetches;
  private final Map<StorePath, Set<StorePath>> needs;
  private final Map<StorePath, Set<StorePath>> users = new HashMap<>();
  private final Map<StorePath, Long> running = new LinkedHashMap<>();
  private final Map<StorePath, BuildEvent.Progress> received = new HashMap<>();
  private int built;
  private int fetched;
  private int failed;

  /**
   * @param now nanoseconds on the clock that the other methods are given
   */
  BuildTree(BuildEvent.Planned planned, long now) {
    began = now;
    builds = new LinkedHashSet<>(planned.builds());
    fetches = new LinkedHashSet<>(planned.substitutes());
    needs = planned.needs();
    needs.forEach((user, inputs) ->
        inputs.forEach(input -> users.computeIfAbsent(input, i -> new HashSet<>()).add(user)));
  }

  void started(StorePath path, long now) {
    running.put(path, now);
  }

  void progress(BuildEvent.Progress progress) {
    received.put(progress.derivation(), progress);
  }

  void succeeded(StorePath path) {
    running.remove(path);
    if (fetches.contains(path)) {
      fetched++;
    } else {
      built++;
    }
  }

  void failed(StorePath path) {
    running.remove(path);
    failed++;
  }

  /** How many builds and downloads are planned. */
  int total() {
    return builds.size() + fetches.size();
  }

  /** At most {@code most} lines; the last one counts. */
  List<String> lines(int most, long now) {
    List<String> lines = new ArrayList<>();
    Set<StorePath> shown = shown();
    if (shown.size() > MOST_SHOWN) {
      List<String> flat = flat(most, now);
      flat.add(counts(now));
      return flat;
    }
    Map<StorePath, List<StorePath>> below = new HashMap<>();
    Set<StorePath> placed = new HashSet<>();
    for (StorePath root : shown) {
      if (users.getOrDefault(root, Set.of()).stream().noneMatch(shown::contains)) {
        place(root, shown, placed, below);
        node(root, "", "", below, lines, now);
      }
    }
    running.keySet().stream()
        .filter(fetches::contains)
        .forEach(path -> lines.add(fetch(path, now)));
    List<String> all = lines.size() < most ? lines : flat(most, now);
    all.add(counts(now));
    return all;
  }

  /** All of it on one line. */
  String line(long now) {
    StringJoiner names = new StringJoiner(", ", " │ ", "").setEmptyValue("");
    running.keySet().stream().limit(3).forEach(path -> names.add(name(path)));
    int more = running.size() - 3;
    return counts(now) + names + (more > 0 ? " and " + more + " more" : "");
  }

  /** Where the tree does not fit, what runs is told without what waits. */
  private List<String> flat(int most, long now) {
    List<String> lines = new ArrayList<>();
    int room = most - 2;
    for (StorePath path : running.keySet()) {
      if (lines.size() < room) {
        lines.add(
            fetches.contains(path) ? fetch(path, now) : name(path) + RUNNING + time(path, now));
      }
    }
    if (running.size() > room) {
      lines.add("… and " + (running.size() - room) + " more");
    }
    return lines;
  }

  /** The running builds and all that waits for them, in the order of the plan, users first. */
  private Set<StorePath> shown() {
    Set<StorePath> found = new HashSet<>();
    List<StorePath> pending = new ArrayList<>(running.keySet());
    while (!pending.isEmpty()) {
      StorePath path = pending.removeLast();
      if (builds.contains(path) && found.add(path)) {
        pending.addAll(users.getOrDefault(path, Set.of()));
      }
    }
    List<StorePath> order = new ArrayList<>(builds);
    order.retainAll(found);
    return new LinkedHashSet<>(order.reversed());
  }

  /** Gives each that is shown one place, below the first that waits for it. */
  private void place(
      StorePath path,
      Set<StorePath> shown,
      Set<StorePath> placed,
      Map<StorePath, List<StorePath>> below) {
    placed.add(path);
    Set<StorePath> inputs = needs.getOrDefault(path, Set.of());
    for (StorePath input : shown) {
      if (inputs.contains(input) && !placed.contains(input)) {
        below.computeIfAbsent(path, p -> new ArrayList<>()).add(input);
        place(input, shown, placed, below);
      }
    }
  }

  private void node(
      StorePath path,
      String before,
      String indent,
      Map<StorePath, List<StorePath>> below,
      List<String> lines,
      long now) {
    lines.add(before + name(path) + (running.containsKey(path) ? RUNNING + time(path, now) : ""));
    List<StorePath> children = below.getOrDefault(path, List.of());
    for (StorePath child : children) {
      boolean last = child.equals(children.getLast());
      node(
          child,
          indent + (last ? "└─ " : "├─ "),
          indent + (last ? "   " : "│  "),
          below,
          lines,
          now);
    }
  }

  private String fetch(StorePath path, long now) {
    BuildEvent.Progress progress = received.get(path);
    String amount =
        progress == null
            ? ""
            : progress.total() < 0
                ? " %.1f MiB".formatted(progress.done() / MIB)
                : " %.1f of %.1f MiB".formatted(progress.done() / MIB, progress.total() / MIB);
    return "↓ " + name(path) + amount + ", " + time(path, now);
  }

  private String counts(long now) {
    long builders = running.keySet().stream().filter(builds::contains).count();
    StringBuilder text = new StringBuilder("━ ");
    if (!builds.isEmpty()) {
      long waiting = builds.size() - built - failed - builders;
      text.append("builds: %d running, %d waiting, %d done".formatted(builders, waiting, built));
      text.append(failed > 0 ? ", " + failed + " failed" : "").append(" │ ");
    }
    if (!fetches.isEmpty()) {
      text.append("downloads: %d of %d".formatted(fetched, fetches.size())).append(" │ ");
    }
    long bytes = received.values().stream().mapToLong(BuildEvent.Progress::done).sum();
    text.append(bytes > 0 ? "%.1f MiB │ ".formatted(bytes / MIB) : "");
    return text.append(duration(now - began)).toString();
  }

  private String time(StorePath path, long now) {
    return duration(now - running.getOrDefault(path, now));
  }

  private static String duration(long nanos) {
    Duration duration = Duration.ofNanos(nanos);
    return duration.toMinutes() == 0
        ? duration.toSeconds() + " s"
        : "%d min %02d s".formatted(duration.toMinutes(), duration.toSecondsPart());
  }

  /** The name of a derivation without its extension, or of a path. */
  static String name(StorePath path) {
    String name = path.name();
    return path.isDerivation() ? name.substring(0, name.length() - ".drv".length()) : name;
  }
}

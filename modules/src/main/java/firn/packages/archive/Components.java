package firn.packages.archive;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Strongly connected components of the dependency graph, by Tarjan's algorithm with a stack of its
 * own: chains of packages can be long.
 */
final class Components {
  private final PackageSet packages;
  private final Map<String, Node> nodes = new HashMap<>();
  private final Deque<Node> open = new ArrayDeque<>();
  private final List<Component> found = new ArrayList<>();

  Components(PackageSet packages) {
    this.packages = packages;
  }

  private static final class Node {
    final LockedPackage value;
    final int order;
    final Iterator<String> edges;
    int low;
    boolean onStack = true;
    String component = "";

    Node(LockedPackage value, int order, List<String> edges) {
      this.value = value;
      this.order = order;
      this.low = order;
      this.edges = edges.iterator();
    }
  }

  /** The components reachable from {@code root}, each after those it depends on. */
  List<Component> from(String root) throws ArchiveException, IOException, InterruptedException {
    Deque<Node> path = new ArrayDeque<>();
    path.push(enter(root));
    while (!path.isEmpty()) {
      Node node = path.peek();
      if (node.edges.hasNext()) {
        String next = node.edges.next();
        Node seen = nodes.get(next);
        if (seen == null) {
          path.push(enter(next));
        } else if (seen.onStack) {
          node.low = Math.min(node.low, seen.order);
        }
      } else {
        path.pop();
        Node parent = path.peek();
        if (parent != null) {
          parent.low = Math.min(parent.low, node.low);
        }
        if (node.low == node.order) {
          close(node);
        }
      }
    }
    return found;
  }

  private Node enter(String name) throws ArchiveException, IOException, InterruptedException {
    LockedPackage value = packages.get(name);
    List<String> edges = new ArrayList<>(value.depends());
    edges.addAll(Family.edges(value, packages));
    Node node = new Node(value, nodes.size(), edges);
    nodes.put(name, node);
    open.push(node);
    return node;
  }

  private void close(Node root) {
    List<Node> members = new ArrayList<>();
    Node member;
    do {
      member = open.pop();
      member.onStack = false;
      members.add(member);
    } while (member != root);
    members.sort(Comparator.comparing((Node node) -> node.value.name()));
    String name = nameOf(members.stream().map(each -> each.value.name()).toList());
    for (Node each : members) {
      each.component = name;
    }
    Set<String> depends = new TreeSet<>();
    for (Node each : members) {
      for (String dependency : each.value.depends()) {
        Node target = nodes.get(dependency);
        if (target != null && !target.component.equals(name)) {
          depends.add(target.component);
        }
      }
    }
    found.add(
        new Component(
            name, members.stream().map(each -> each.value).toList(), List.copyOf(depends)));
  }

  /** A family goes by the name of the package its users ask for, a cycle by its first. */
  private static String nameOf(List<String> members) {
    for (String member : members) {
      if (Family.isAnchor(member)) {
        return member;
      }
    }
    return members.getFirst();
  }
}

package firn.store.build.builtin;

import firn.store.build.BuildContext;
import firn.store.build.BuildException;
import firn.store.posix.PathBytes;
import firn.store.posix.Posix;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Packages merged: a directory that only one package has is a link to it, one that several have is
 * a directory of links.
 */
final class LinkTree {
  /** What to do where two packages of one priority have a file of the same name. */
  enum Collisions {
    REFUSE,
    /** Refuse unless contents and permissions are equal. */
    REFUSE_DIFFERENT,
    KEEP_FIRST
  }

  private sealed interface Node {
    record Link(String target, int priority) implements Node {}

    record Directory(SortedMap<String, Node> children) implements Node {}
  }

  private final BuildContext context;
  private final List<String> pathsToLink;
  private final Collisions collisions;
  private final SortedMap<String, Node> root = new TreeMap<>();

  LinkTree(BuildContext context, List<String> pathsToLink, Collisions collisions) {
    this.context = context;
    this.pathsToLink = pathsToLink.stream().map(LinkTree::clean).toList();
    this.collisions = collisions;
  }

  /** Without a final slash, so that the root is empty. */
  private static String clean(String path) {
    String slashed = path.startsWith("/") ? path : "/" + path;
    int end = slashed.length();
    while (end > 0 && slashed.charAt(end - 1) == '/') {
      end--;
    }
    return slashed.substring(0, end);
  }

  /**
   * Merges a package in. Packages are added in rising order of their priority numbers.
   *
   * @param path its logical path
   * @param quiet whether to keep what is there where files collide, whatever the setting
   */
  void add(String path, int priority, boolean quiet) throws BuildException, IOException {
    if (LogicalFiles.follow(context, path) == null) {
      throw new BuildException("the package '" + path + "' is not among the inputs");
    }
    if (!LogicalFiles.isDirectory(context, path)) {
      throw new BuildException("the package '" + path + "' is a file and cannot be merged");
    }
    addAll(root, "", path, priority, quiet ? Collisions.KEEP_FIRST : collisions);
  }

  private void addAll(
      SortedMap<String, Node> into, String below, String source, int priority, Collisions policy)
      throws BuildException, IOException {
    for (String name : LogicalFiles.list(context, source)) {
      String relative = below + "/" + name;
      if (isLinked(relative) || leadsToLinked(relative)) {
        if (!isSpecial(relative, name)) {
          addOne(into, relative, name, source + "/" + name, priority, policy);
        }
      }
    }
  }

  private boolean isLinked(String path) {
    return pathsToLink.stream().anyMatch(p -> path.equals(p) || path.startsWith(p + "/"));
  }

  /** Whether something below may be wanted though {@code path} itself is not. */
  private boolean leadsToLinked(String path) {
    return pathsToLink.stream().anyMatch(p -> p.startsWith(path + "/"));
  }

  /** What belongs to the package alone, or is made anew for the merged tree. */
  private static boolean isSpecial(String path, String name) {
    return path.equals("/propagated-build-inputs")
        || path.equals("/nix-support")
        || path.endsWith("/info/dir")
        || (path.startsWith("/share/mime/") && !path.startsWith("/share/mime/packages"))
        || path.equals("/manifest.nix")
        || path.equals("/manifest.json")
        || name.equals("perllocal.pod")
        || name.equals("log");
  }

  private void addOne(
      SortedMap<String, Node> into,
      String relative,
      String name,
      String source,
      int priority,
      Collisions policy)
      throws BuildException, IOException {
    Node there = into.get(name);
    boolean directory = LogicalFiles.isDirectory(context, source);
    if (there == null && !isLinked(relative)) {
      if (directory) {
        SortedMap<String, Node> children = new TreeMap<>();
        addAll(children, relative, source, priority, policy);
        if (!children.isEmpty()) {
          into.put(name, new Node.Directory(children));
        }
      }
      return;
    }
    switch (there) {
      case null -> into.put(name, new Node.Link(source, priority));
      case Node.Directory d when directory ->
          addAll(d.children(), relative, source, priority, policy);
      case Node.Directory d -> throw clash(relative, source, "a directory");
      case Node.Link link when directory && LogicalFiles.isDirectory(context, link.target()) -> {
        if (same(link.target(), source)) {
          return;
        }
        SortedMap<String, Node> children = new TreeMap<>();
        addAll(children, relative, link.target(), link.priority(), policy);
        addAll(children, relative, source, priority, policy);
        into.put(name, new Node.Directory(children));
      }
      case Node.Link link when directory || LogicalFiles.isDirectory(context, link.target()) ->
          throw clash(relative, source, "'" + link.target() + "'");
      case Node.Link link -> collide(link, source, priority, policy);
    }
  }

  private boolean same(String one, String other) throws IOException {
    String a = LogicalFiles.follow(context, one);
    return a != null && a.equals(LogicalFiles.follow(context, other));
  }

  private static BuildException clash(String path, String source, String other) {
    return new BuildException(
        "'"
            + source
            + "' and "
            + other
            + " cannot be merged at '"
            + path
            + "': one is a directory");
  }

  /** The earlier one has the lower priority number, or the same. */
  private void collide(Node.Link there, String source, int priority, Collisions policy)
      throws BuildException, IOException {
    if (there.priority() < priority || same(there.target(), source)) {
      return;
    }
    if (policy == Collisions.KEEP_FIRST) {
      context.log("warning: '" + source + "' is hidden by '" + there.target() + "'");
      return;
    }
    if (policy == Collisions.REFUSE_DIFFERENT && equalFiles(there.target(), source)) {
      return;
    }
    throw new BuildException(
        "'"
            + source
            + "' and '"
            + there.target()
            + "' have the same name and priority "
            + priority
            + "; give one of the packages another priority");
  }

  private boolean equalFiles(String one, String other) throws BuildException, IOException {
    String a = LogicalFiles.follow(context, one);
    String b = LogicalFiles.follow(context, other);
    if (a == null || b == null) {
      return false;
    }
    String first = LogicalFiles.physical(context, a);
    String second = LogicalFiles.physical(context, b);
    return Posix.status(first).permissions() == Posix.status(second).permissions()
        && Files.mismatch(PathBytes.toPath(first), PathBytes.toPath(second)) < 0;
  }

  /** Writes the links below a directory that exists. */
  void write(String directory) throws IOException {
    write(root, directory);
  }

  private static void write(SortedMap<String, Node> children, String directory) throws IOException {
    for (Map.Entry<String, Node> entry : children.entrySet()) {
      String at = directory + "/" + entry.getKey();
      switch (entry.getValue()) {
        case Node.Link link -> Posix.symlink(link.target(), at);
        case Node.Directory d -> {
          Posix.mkdir(at, 0755);
          write(d.children(), at);
        }
      }
    }
  }
}

package firn.eval.flake;

import firn.eval.error.EvalException;
import firn.eval.fetch.Input;
import firn.eval.fetch.Url;
import firn.eval.value.NixPath;
import firn.store.posix.PathBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A reference to a flake as text: a short name, a URL or a path, and what follows {@code #}.
 *
 * @param fragment the attribute meant, decoded; empty where there is none
 */
public record FlakeRefText(FlakeRef ref, String fragment) {
  private static final String FLAKE = "flake.nix";
  private static final Pattern SHORT =
      Pattern.compile(
          "[a-zA-Z][a-zA-Z0-9_-]*(/[a-zA-Z0-9@][a-zA-Z0-9_.@+-]*){0,2}", Pattern.DOTALL);

  /**
   * Reads a reference.
   *
   * @param directory what paths are relative to; empty to keep them relative, as inputs of flakes
   *     are
   * @param missing whether a path may lead nowhere; else a flake is searched for there and above
   * @throws EvalException if it is no reference
   */
  public static FlakeRefText parse(String text, String directory, boolean missing) {
    int hash = text.indexOf('#');
    String before = hash < 0 ? text : text.substring(0, hash);
    String fragment = hash < 0 ? "" : Url.decode(text.substring(hash + 1));
    if (SHORT.matcher(before).matches()) {
      return new FlakeRefText(new FlakeRef(Input.ofUrl("flake:" + before), ""), fragment);
    }
    Optional<Url> url = Url.parse(before.replace("^", "%5E"));
    FlakeRef ref =
        url.isPresent() ? ofUrl(url.get(), directory) : ofPath(before, directory, missing);
    return new FlakeRefText(ref, fragment);
  }

  /** Reads a reference that has no fragment. */
  public static FlakeRef parseRef(String text, String directory) {
    FlakeRefText parsed = parse(text, directory, true);
    if (!parsed.fragment.isEmpty()) {
      throw new EvalException(
          "unexpected fragment '" + parsed.fragment + "' in flake reference '" + text + "'");
    }
    return parsed.ref;
  }

  private static FlakeRef ofUrl(Url url, String directory) {
    SortedMap<String, String> query = new TreeMap<>(url.query());
    String inside = query.remove("dir");
    Url rest = url.withQuery(query);
    if (url.scheme().equals("path") && !url.path().startsWith("/") && !directory.isEmpty()) {
      rest = rest.withPath(NixPath.normalise(directory + "/" + url.path()));
    }
    return new FlakeRef(Input.ofUrl(rest, true), inside == null ? "" : inside);
  }

  private static FlakeRef ofPath(String text, String directory, boolean missing) {
    int mark = text.indexOf('?');
    String path = Url.decode(mark < 0 ? text : text.substring(0, mark));
    SortedMap<String, String> query = Url.parseQuery(mark < 0 ? "" : text.substring(mark + 1));
    if (path.isEmpty() && directory.isEmpty()) {
      throw new EvalException("'' is not a valid flake reference");
    }
    String inside = query.remove("dir");
    if (directory.isEmpty()) {
      // What a flake or an expression names is taken as it is: nothing is searched for above it.
      String plain = path.startsWith("/") ? NixPath.normalise(path) : path;
      return new FlakeRef(
          Input.ofUrl(new Url("path", null, plain, query, ""), true), inside == null ? "" : inside);
    }
    String absolute = NixPath.normalise(path.startsWith("/") ? path : directory + "/" + path);
    boolean there = Files.exists(PathBytes.toPath(absolute));
    absolute = there ? linksResolved(absolute) : absolute;
    String root = missing && !there ? absolute : withFlake(absolute);
    String below = "";
    for (String at = root; there && !at.equals("/"); at = NixPath.of(at).parent().path()) {
      Path folder = PathBytes.toPath(at);
      if (Files.exists(folder.resolve(".git"))) {
        if (inside != null && !below.isEmpty()) {
          throw new EvalException("flake URL '" + text + "' has an inconsistent 'dir' parameter");
        }
        if (Files.exists(folder.resolve(".git/shallow"))) {
          query.put("shallow", "1");
        }
        Url url = new Url("git+file", "", at, query, "");
        return new FlakeRef(Input.ofUrl(url, true), inside == null ? below : inside);
      }
      String name = at.substring(at.lastIndexOf('/') + 1);
      below = below.isEmpty() ? name : name + "/" + below;
    }
    Url url = new Url("path", null, root, query, "");
    return new FlakeRef(Input.ofUrl(url, true), inside == null ? "" : inside);
  }

  /** Git's checkouts are where links to them lead. */
  private static String linksResolved(String path) {
    try {
      return PathBytes.of(PathBytes.toPath(path).toRealPath());
    } catch (IOException e) {
      return path;
    }
  }

  /** The folder itself, or the nearest above it, that has a {@code flake.nix}. */
  private static String withFlake(String start) {
    Path given = PathBytes.toPath(start);
    if (!Files.exists(given)) {
      throw new EvalException("path '" + start + "' does not exist");
    }
    if (!Files.isDirectory(given)) {
      throw new EvalException("path '" + start + "' is not a flake (because it's not a directory)");
    }
    if (Files.exists(given.resolve(FLAKE))) {
      return start;
    }
    for (NixPath at = NixPath.of(start); ; at = at.parent()) {
      Path folder = PathBytes.toPath(at.path());
      if (Files.exists(folder.resolve(FLAKE))) {
        return at.path();
      }
      if (at.path().equals("/") || Files.exists(folder.resolve(".git"))) {
        throw new EvalException(
            "path '"
                + start
                + "' is not part of a flake (neither it nor its parent directories contain a"
                + " 'flake.nix' file)");
      }
    }
  }
}

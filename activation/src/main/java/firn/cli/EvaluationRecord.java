package firn.cli;

import firn.eval.builtin.SourceFiles;
import firn.store.SourceFilter.FileType;
import firn.store.StorePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that an evaluation looked at outside the store: files with what their inodes said before they
 * were read, and environment variables. As long as these are the same, so is its result.
 */
final class EvaluationRecord implements SourceFiles {
  /** Names whose values do not follow from what is recorded here. */
  private static final Pattern IMPURE =
      Pattern.compile(
          "\\b(currentTime|fetchTarball|fetchGit|fetchTree|fetchMercurial|fetchClosure|getFlake)\\b|builtins\\.fetchurl");

  private static final int TREE_LIMIT = 20_000;

  /** Longer than any kernel's tick. */
  private static final int TICK_MILLIS = 20;

  private final SourceFiles under;
  private final String library;
  private final Map<String, String> stamps = new ConcurrentHashMap<>();
  private final Map<String, String> variables = new ConcurrentHashMap<>();
  private final List<String> said = new CopyOnWriteArrayList<>();
  private volatile boolean impure;
  private volatile boolean unsettled;

  /**
   * @param under the files themselves
   * @param library the folder of the files that come with Firn
   */
  EvaluationRecord(SourceFiles under, Path library) {
    this.under = under;
    this.library = library + "/";
  }

  /** The files and folders that were looked at, with their stamps. */
  Map<String, String> stamps() {
    return stamps;
  }

  /** The environment variables that were asked for, with their values. */
  Map<String, String> variables() {
    return variables;
  }

  /** What the evaluation told the user. */
  List<String> said() {
    return said;
  }

  void say(String line) {
    said.add(line);
  }

  /** Whether the result follows from what is recorded. */
  boolean isComplete() {
    return !impure && !unsettled;
  }

  /** An environment that remembers what it was asked for. */
  Map<String, String> watched(Map<String, String> environment) {
    return new AbstractMap<>() {
      @Override
      public String getOrDefault(Object name, String otherwise) {
        return environment.getOrDefault(asked(name), otherwise);
      }

      @Override
      public @Nullable String get(Object name) {
        return environment.get(asked(name));
      }

      @Override
      public boolean containsKey(Object name) {
        return environment.containsKey(asked(name));
      }

      private String asked(Object name) {
        variables.put(String.valueOf(name), environment.getOrDefault(name, ""));
        return String.valueOf(name);
      }

      @Override
      public Set<Entry<String, String>> entrySet() {
        // Who looks at all of them may depend on any.
        impure = true;
        return environment.entrySet();
      }
    };
  }

  /** What the inode at a path says, or that there is none; a change of content changes it. */
  static String stamp(Path path) {
    try {
      Map<String, Object> own =
          Files.readAttributes(
              path, "unix:mode,size,ino,dev,ctime,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
      String text = new TreeMap<>(own).toString();
      return Files.isSymbolicLink(path)
          ? text + " -> " + Files.readSymbolicLink(path) + target(path)
          : text;
    } catch (IOException e) {
      return "absent";
    }
  }

  private static String target(Path link) {
    try {
      return stamp(link.toRealPath());
    } catch (IOException e) {
      // It leads nowhere, or round in a circle: the link itself is all there is.
      return "absent";
    }
  }

  private void look(String path) {
    if (!StorePath.isInStore(path)) {
      stamps.computeIfAbsent(path, p -> stampNow(under.physical(p)));
    }
  }

  private String stampNow(Path path) {
    unsettled |= isFresh(path) || isFresh(path, LinkOption.NOFOLLOW_LINKS);
    return stamp(path);
  }

  /**
   * The kernel's clock ticks: a file that changed this very moment may change again without its
   * inode telling.
   */
  private static boolean isFresh(Path path, LinkOption... links) {
    try {
      return Files.getAttribute(path, "unix:ctime", links) instanceof FileTime changed
          && Math.abs(System.currentTimeMillis() - changed.toMillis()) < TICK_MILLIS;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public boolean exists(String path) {
    look(path);
    return under.exists(path);
  }

  @Override
  public FileType type(String path) {
    look(path);
    return under.type(path);
  }

  @Override
  public String read(String path) {
    look(path);
    String text = under.read(path);
    if (!impure && !path.startsWith(library) && IMPURE.matcher(text).find()) {
      impure = true;
    }
    return text;
  }

  @Override
  public SortedMap<String, FileType> list(String path) {
    look(path);
    return under.list(path);
  }

  @Override
  public String resolve(String path) {
    look(path);
    return under.resolve(path);
  }

  @Override
  public String follow(String path) {
    look(path);
    return under.follow(path);
  }

  /** Who asks for this reads by itself, perhaps a whole tree. */
  @Override
  public Path physical(String path) {
    Path physical = under.physical(path);
    if (!StorePath.isInStore(path) && !stamps.containsKey("tree " + path)) {
      stamps.put("tree " + path, "");
      if (Files.isDirectory(physical, LinkOption.NOFOLLOW_LINKS)) {
        tree(physical);
      } else {
        look(path);
      }
    }
    return physical;
  }

  private void tree(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> all = files.limit(TREE_LIMIT).toList();
      impure |= all.size() == TREE_LIMIT;
      for (Path file : all) {
        stamps.computeIfAbsent(file.toString(), p -> stamp(file));
      }
    } catch (IOException | UncheckedIOException e) {
      impure = true;
    }
  }

  @Override
  public List<String> filesRead() {
    return under.filesRead();
  }
}

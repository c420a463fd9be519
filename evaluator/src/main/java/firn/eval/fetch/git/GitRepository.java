package firn.eval.fetch.git;

import firn.eval.value.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.BlobBasedConfig;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/** The commits and trees of a repository on this machine. */
public final class GitRepository implements AutoCloseable {
  private final Repository repository;

  private GitRepository(Repository repository) {
    this.repository = repository;
  }

  /**
   * Opens the repository of a checkout, or the bare one that a folder is.
   *
   * @throws GitException if the folder is neither
   */
  public static GitRepository open(Path folder) throws IOException {
    return new GitRepository(Repositories.open(folder));
  }

  /** Whether a folder is a checkout. */
  public static boolean isCheckout(Path folder) {
    return Repositories.isCheckout(folder);
  }

  /** Whether a folder is a bare repository. */
  public static boolean isBare(Path folder) {
    return Repositories.isBare(folder);
  }

  /**
   * The commit that a branch, a tag or another name stands for; empty where it means none.
   *
   * @param name in bytes
   */
  public Optional<String> resolve(String name) throws IOException {
    ObjectId id = repository.resolve(Bytes.toUnicode(name) + "^{commit}");
    return Optional.ofNullable(id).map(ObjectId::name);
  }

  /** The branch that {@code HEAD} points to; {@code HEAD} itself where it is none. */
  public String defaultRef() throws IOException {
    @Nullable Ref head = repository.exactRef(Constants.HEAD);
    return head != null && head.isSymbolic()
        ? Bytes.ofUnicode(head.getTarget().getName())
        : Constants.HEAD;
  }

  /** Whether the commit is there. */
  public boolean has(String revision) throws IOException {
    try (RevWalk walk = new RevWalk(repository)) {
      walk.parseCommit(ObjectId.fromString(revision));
      return true;
    } catch (MissingObjectException e) {
      return false;
    }
  }

  /** Whether history was cut off. */
  public boolean isShallow() throws IOException {
    return !repository.getObjectDatabase().getShallowCommits().isEmpty();
  }

  /** When a commit was made, in seconds. */
  public long lastModified(String revision) throws IOException {
    try (RevWalk walk = new RevWalk(repository)) {
      return walk.parseCommit(ObjectId.fromString(revision)).getCommitTime();
    }
  }

  /** How many commits a commit has behind it, itself included. */
  public long revisionCount(String revision) throws IOException {
    try (RevWalk walk = new RevWalk(repository)) {
      walk.setRetainBody(false);
      walk.markStart(walk.parseCommit(ObjectId.fromString(revision)));
      long count = 0;
      while (walk.next() != null) {
        count++;
      }
      return count;
    }
  }

  /**
   * Writes the tree of a commit.
   *
   * @param target where (bytes); nothing may be there
   * @param exportIgnore whether to leave out what {@code .gitattributes} marks so
   */
  public void export(String revision, String target, boolean exportIgnore) throws IOException {
    try (RevWalk walk = new RevWalk(repository)) {
      RevCommit commit = walk.parseCommit(ObjectId.fromString(revision));
      new TreeExport(repository, exportIgnore).write(commit.getTree(), target);
    }
  }

  /**
   * A submodule.
   *
   * @param url as {@code .gitmodules} has it
   */
  public record Submodule(String path, String url, String revision) {}

  /** The submodules of a commit by their paths. */
  public Map<String, Submodule> submodules(String revision) throws IOException {
    try (RevWalk walk = new RevWalk(repository)) {
      RevCommit commit = walk.parseCommit(ObjectId.fromString(revision));
      Map<String, Submodule> found = new LinkedHashMap<>();
      Config config;
      try {
        if (TreeWalk.forPath(repository, Constants.DOT_GIT_MODULES, commit.getTree()) == null) {
          return found;
        }
        config = new BlobBasedConfig(null, repository, commit, Constants.DOT_GIT_MODULES);
      } catch (ConfigInvalidException e) {
        throw new GitException("the .gitmodules of " + revision + " cannot be read", e);
      }
      for (String name : config.getSubsections("submodule")) {
        @Nullable String path = config.getString("submodule", name, "path");
        @Nullable String url = config.getString("submodule", name, "url");
        if (path == null || url == null) {
          continue;
        }
        try (TreeWalk entry = TreeWalk.forPath(repository, path, commit.getTree())) {
          // What .gitmodules names may be absent or a plain file; then Git has no submodule there.
          if (entry != null && entry.getFileMode(0) == FileMode.GITLINK) {
            found.put(path, new Submodule(path, url, entry.getObjectId(0).name()));
          }
        }
      }
      return found;
    }
  }

  /** The URL of {@code origin}, which relative URLs of submodules start from. */
  public Optional<String> origin() {
    return Optional.ofNullable(repository.getConfig().getString("remote", "origin", "url"));
  }

  @Override
  public void close() {
    repository.close();
  }
}

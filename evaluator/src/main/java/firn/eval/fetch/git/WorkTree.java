package firn.eval.fetch.git;

import firn.eval.value.Bytes;
import firn.store.posix.PathBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.IndexDiff;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.jspecify.annotations.Nullable;

/**
 * The files of a checkout as they lie there.
 *
 * @param head the commit checked out; empty before the first one
 * @param ref the branch checked out, or {@code HEAD}
 * @param files the tracked files that exist, below the root (bytes)
 * @param submodules the tracked submodules, below the root (bytes)
 * @param isDirty whether tracked files differ from the commit, or there is none
 */
public record WorkTree(
    Path root,
    Optional<String> head,
    Optional<String> ref,
    Set<String> files,
    List<String> submodules,
    boolean isDirty) {

  /**
   * Looks at a checkout.
   *
   * @throws GitException if there is none
   */
  public static WorkTree read(Path root) throws IOException {
    try (Repository repository = Repositories.open(root)) {
      DirCache index = repository.readDirCache();
      Set<String> files = new TreeSet<>();
      List<String> submodules = new ArrayList<>();
      String base = PathBytes.of(root);
      for (int i = 0; i < index.getEntryCount(); i++) {
        var entry = index.getEntry(i);
        String path = Bytes.ofUnicode(entry.getPathString());
        if (entry.getFileMode().equals(FileMode.GITLINK)) {
          submodules.add(path);
        } else if (Files.exists(PathBytes.toPath(base + "/" + path), LinkOption.NOFOLLOW_LINKS)) {
          files.add(path);
        }
      }
      ObjectId head = repository.resolve(Constants.HEAD);
      @Nullable Ref ref = repository.exactRef(Constants.HEAD);
      return new WorkTree(
          root,
          Optional.ofNullable(head).map(ObjectId::name),
          Optional.ofNullable(ref)
              .map(r -> r.isSymbolic() ? Bytes.ofUnicode(r.getTarget().getName()) : Constants.HEAD),
          files,
          submodules,
          head == null || differs(repository));
    }
  }

  private static boolean differs(Repository repository) throws IOException {
    IndexDiff diff = new IndexDiff(repository, Constants.HEAD, new FileTreeIterator(repository));
    diff.diff();
    return !diff.getAdded().isEmpty()
        || !diff.getChanged().isEmpty()
        || !diff.getModified().isEmpty()
        || !diff.getMissing().isEmpty()
        || !diff.getRemoved().isEmpty()
        || !diff.getConflicting().isEmpty();
  }

  /** Makes files known to Git, as {@code git add} does. */
  public static void add(Path root, String path) throws IOException {
    try (Repository repository = Repositories.open(root);
        org.eclipse.jgit.api.Git git = new org.eclipse.jgit.api.Git(repository)) {
      git.add().addFilepattern(Bytes.toUnicode(path)).call();
    } catch (org.eclipse.jgit.api.errors.GitAPIException e) {
      throw new GitException("cannot add '" + path + "' to Git: " + e.getMessage(), e);
    }
  }

  /** Commits one file that is known to Git. */
  public static void commit(Path root, String path, String message) throws IOException {
    try (Repository repository = Repositories.open(root);
        org.eclipse.jgit.api.Git git = new org.eclipse.jgit.api.Git(repository)) {
      git.commit().setOnly(Bytes.toUnicode(path)).setMessage(message).call();
    } catch (org.eclipse.jgit.api.errors.GitAPIException e) {
      throw new GitException("cannot commit '" + path + "': " + e.getMessage(), e);
    }
  }
}

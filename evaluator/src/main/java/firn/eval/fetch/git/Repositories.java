package firn.eval.fetch.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** Opens repositories. */
final class Repositories {
  static {
    CoarseFileTimes.install();
  }

  private Repositories() {}

  /** The repository of a checkout, or the bare one that a folder is. */
  static Repository open(Path folder) throws IOException {
    FileRepositoryBuilder builder = new FileRepositoryBuilder().setMustExist(true);
    Path inside = folder.resolve(Constants.DOT_GIT);
    if (Files.exists(inside)) {
      // The builder follows a file .git of a linked checkout or a submodule only while it searches.
      builder.findGitDir(folder.toFile());
      if (!Files.isDirectory(inside)) {
        builder.setWorkTree(folder.toFile());
      }
    } else {
      builder.setGitDir(folder.toFile()).setBare();
    }
    try {
      return builder.build();
    } catch (RepositoryNotFoundException | IllegalArgumentException e) {
      throw new GitException("'" + folder + "' is not a Git repository", e);
    }
  }

  /** Whether a folder is a checkout. */
  static boolean isCheckout(Path folder) {
    return Files.exists(folder.resolve(Constants.DOT_GIT));
  }

  /** Whether a folder is a bare repository. */
  static boolean isBare(Path folder) {
    return Files.isRegularFile(folder.resolve(Constants.HEAD))
        && Files.isDirectory(folder.resolve(Constants.OBJECTS));
  }
}

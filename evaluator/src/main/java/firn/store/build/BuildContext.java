package firn.store.build;

import firn.store.PathInfo;
import firn.store.local.PartialDownload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What a {@link BuiltinBuilder} may know and touch. Store paths are logical ({@code /nix/store/…})
 * unless said otherwise.
 */
public interface BuildContext {
  /**
   * The derivation's environment, as in its ATerm; with structured attributes only {@code __json}.
   */
  Map<String, String> environment();

  /**
   * The structured attributes ({@code __json}), or an object made of {@link #environment} where
   * there are none.
   */
  JsonNode attributes();

  /** The physical file to create for an output ({@code out}, …). Its parent exists, it does not. */
  Path output(String name);

  /** The logical store path the output will have. */
  String outputPath(String name);

  /**
   * Where a file of an input lies physically.
   *
   * @param storePath a logical path inside the inputs' closure, file parts below the store path
   *     included
   * @throws BuildException if it is not in the closure of the derivation's inputs
   */
  Path physical(String storePath) throws BuildException;

  /** The logical store paths reachable from {@code roots} by references, the roots included. */
  Set<String> closure(Set<String> roots) throws IOException;

  /**
   * The logical store paths that one path of the inputs' closure refers to, itself included where
   * it does.
   */
  Set<String> references(String storePath) throws IOException;

  /** A private folder, deleted after the build. */
  Path temporary();

  /**
   * A file for a download whose hash is known, in which the beginning that another process left may
   * be.
   *
   * @param key letters and digits that stand for the expected contents
   */
  default PartialDownload partial(String key) throws IOException {
    throw new IOException("there is no place for what others have begun");
  }

  /** A line for the build log. */
  void log(String line);

  /** What the store knows of one path of the inputs' closure. */
  default PathInfo info(String storePath) throws IOException {
    throw new IOException("nothing is known of '" + storePath + "'");
  }

  /**
   * Runs a script as root of a user namespace of its own, where owners, capabilities and mounts are
   * free to be changed and nothing of the machine is within reach.
   *
   * @throws BuildException if the script fails, or the sandbox cannot be made
   */
  default void runAsRoot(RootScript script)
      throws BuildException, IOException, InterruptedException {
    throw new BuildException("scripts cannot be run here");
  }

  /** Where {@code mirror://} URLs lead. */
  default MirrorResolver mirrors() {
    return MirrorResolver.NONE;
  }

  /**
   * Tells how far a download is.
   *
   * @param done bytes received
   * @param total bytes to receive in all, −1 if that is not known
   */
  default void progress(long done, long total) {}
}

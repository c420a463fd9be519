package firn.eval.fetch.git;

import firn.eval.value.Bytes;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.URIish;

/**
 * A bare repository that holds what was fetched from one remote. One process at a time fetches into
 * it.
 */
public final class Mirror {
  private final Path folder;
  private final String url;

  /**
   * @param folder where it lies, or will
   */
  public Mirror(Path folder, String url) {
    this.folder = folder;
    this.url = url;
    Ssh.install();
  }

  public Path folder() {
    return folder;
  }

  /** Whether anything was fetched into it yet. */
  public boolean exists() {
    return Repositories.isBare(folder);
  }

  /** The branch that the remote's {@code HEAD} names; empty where it does not say. */
  public Optional<String> remoteHead() throws IOException {
    try (Repository repository = opened();
        Transport transport = transport(repository);
        FetchConnection connection = transport.openFetch()) {
      Ref head = connection.getRef(Constants.HEAD);
      if (head == null) {
        return Optional.empty();
      }
      if (head.isSymbolic()) {
        return Optional.of(Bytes.ofUnicode(head.getTarget().getName()));
      }
      for (Ref ref : connection.getRefs()) {
        if (ref.getName().startsWith(Constants.R_HEADS)
            && head.getObjectId().equals(ref.getObjectId())) {
          return Optional.of(Bytes.ofUnicode(ref.getName()));
        }
      }
      return Optional.of(Constants.HEAD);
    } catch (TransportException | NotSupportedException e) {
      throw failure(e);
    }
  }

  /**
   * Fetches.
   *
   * @param refs full names, {@code refs/*} for all, or revisions
   * @param shallow whether without history
   */
  public void fetch(Collection<String> refs, boolean shallow) throws IOException {
    try (Repository repository = opened();
        FileChannel channel =
            FileChannel.open(
                Path.of(folder + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock();
        Transport transport = transport(repository)) {
      transport.setTagOpt(TagOpt.NO_TAGS);
      if (shallow) {
        transport.setDepth(1);
      }
      List<RefSpec> specs = refs.stream().map(Mirror::spec).toList();
      transport.fetch(NullProgressMonitor.INSTANCE, specs);
    } catch (TransportException | NotSupportedException e) {
      throw failure(e);
    }
  }

  private static RefSpec spec(String bytes) {
    String ref = Bytes.toUnicode(bytes);
    boolean revision = ref.matches("[0-9a-f]{40}");
    return new RefSpec("+" + ref + ":" + (revision ? "refs/firn/" + ref : ref));
  }

  private Repository opened() throws IOException {
    if (!exists()) {
      Files.createDirectories(folder);
      try (Repository fresh = new FileRepository(folder.toFile())) {
        fresh.create(true);
      }
    }
    return Repositories.open(folder);
  }

  private Transport transport(Repository repository) throws IOException {
    try {
      return Transport.open(repository, new URIish(url));
    } catch (URISyntaxException e) {
      throw new GitException("'" + url + "' is not a URL", e);
    }
  }

  private GitException failure(IOException e) {
    return new GitException("cannot fetch from '" + url + "': " + e.getMessage(), e);
  }
}

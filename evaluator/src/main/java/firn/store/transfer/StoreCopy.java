package firn.store.transfer;

import firn.store.PathInfo;
import firn.store.StoreException;
import firn.store.StorePath;
import firn.store.cache.TrustedKeys;
import firn.store.local.LocalStore;
import firn.store.query.TopologicalOrder;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Copies closures from one store on this machine's disks to another. */
public final class StoreCopy {
  private final LocalStore from;
  private final LocalStore to;
  private final @Nullable TrustedKeys required;

  /**
   * @param required whose signatures are required of what does not follow from its contents; null
   *     for a store that is trusted as it is
   */
  public StoreCopy(LocalStore from, LocalStore to, @Nullable TrustedKeys required) {
    this.from = from;
    this.to = to;
    this.required = required;
  }

  /**
   * Copies paths; all they refer to are among them or valid there.
   *
   * @return how many were not valid there
   * @throws StoreException if one lacks a signature that is required, or was modified
   */
  public int copy(Collection<StorePath> paths) {
    List<StorePath> missing =
        TopologicalOrder.of(from, paths).stream()
            .filter(path -> {
              to.addTemporaryRoot(path);
              return !to.isValid(path);
            })
            .toList();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (StorePath path : missing) {
        one(path, executor);
      }
    }
    return missing.size();
  }

  private void one(StorePath path, Executor executor) {
    PathInfo info = from.query(path).orElseThrow();
    if (required != null && info.contentAddress() == null && !required.haveSigned(info)) {
      throw new StoreException(
          "path '" + path + "' lacks a signature by a trusted key",
          "Sign it with firn store sign, or copy with --no-check-sigs.",
          null);
    }
    PathInfo there =
        new PathInfo(
            path,
            info.narHash(),
            info.narSize(),
            info.references(),
            info.deriver(),
            java.time.Instant.now(),
            false,
            info.signatures(),
            info.contentAddress());
    try (PipedInputStream nar = new PipedInputStream(1 << 18)) {
      PipedOutputStream out = new PipedOutputStream(nar);
      CompletableFuture<Void> writer =
          CompletableFuture.runAsync(
              () -> {
                try (out) {
                  from.writeNar(path, out);
                } catch (IOException e) {
                  throw new CompletionException(e);
                }
              },
              executor);
      add(there, nar);
      writer.join();
    } catch (IOException | CompletionException e) {
      throw new StoreException("cannot copy '" + path + "': " + e.getMessage(), e);
    }
  }

  private void add(PathInfo info, InputStream nar) {
    to.addNar(info, new java.io.BufferedInputStream(nar, 1 << 16));
  }
}

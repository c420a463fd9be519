package firn.store.transfer;

import firn.store.Hash;
import firn.store.HashAlgorithm;
import firn.store.MalformedException;
import firn.store.PathInfo;
import firn.store.StoreException;
import firn.store.StorePath;
import firn.store.local.FileTrees;
import firn.store.local.LocalStore;
import firn.store.posix.Posix;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The database as lines, as {@code nix-store --dump-db} writes and {@code --load-db} reads them:
 * for each path itself, hash and size of its archive, deriver, number of references, references.
 */
public final class ValidityDump {
  private static final int MAX_REFERENCES = 1 << 20;

  private ValidityDump() {}

  public static void write(LocalStore store, Collection<StorePath> paths, Consumer<String> lines) {
    for (StorePath path : paths) {
      PathInfo info =
          store
              .query(path)
              .orElseThrow(() -> new StoreException("path '" + path + "' is not valid"));
      lines.accept(path.toString());
      lines.accept(info.narHash().base16());
      lines.accept(Long.toString(info.narSize()));
      lines.accept(info.deriver() == null ? "" : info.deriver().toString());
      lines.accept(Integer.toString(info.references().size()));
      info.references().forEach(reference -> lines.accept(reference.toString()));
    }
  }

  /**
   * Reads registrations.
   *
   * @throws MalformedException if a line is not what is due
   */
  public static List<PathInfo> read(BufferedReader in) throws IOException {
    return read(null, in);
  }

  /**
   * Reads registrations without hash and size, which are computed.
   *
   * @throws MalformedException if a line is not what is due
   */
  public static List<PathInfo> measure(LocalStore store, BufferedReader in) throws IOException {
    return read(store, in);
  }

  private static List<PathInfo> read(@Nullable LocalStore measuring, BufferedReader in)
      throws IOException {
    List<PathInfo> infos = new ArrayList<>();
    // A path is named once for itself and once for each that refers to it.
    Map<String, StorePath> paths = new HashMap<>();
    while (true) {
      String first = in.readLine();
      if (first == null || first.isEmpty()) {
        return infos;
      }
      StorePath path = paths.computeIfAbsent(first, StorePath::parse);
      @Nullable Hash hash = measuring == null ? Hash.parse(line(in), HashAlgorithm.SHA256) : null;
      long size = measuring == null ? number(line(in)) : 0;
      String deriver = line(in);
      long count = number(line(in));
      if (count > MAX_REFERENCES) {
        throw new MalformedException("a registration claims too many references");
      }
      SortedSet<StorePath> references = new TreeSet<>();
      for (long i = 0; i < count; i++) {
        references.add(paths.computeIfAbsent(line(in), StorePath::parse));
      }
      @Nullable StorePath from = deriver.isEmpty() ? null : StorePath.parse(deriver);
      infos.add(
          hash == null
              ? measured(Objects.requireNonNull(measuring), path, references, from)
              : new PathInfo(
                  path, hash, size, references, from, Instant.now(), false, new TreeSet<>(), null));
    }
  }

  private static PathInfo measured(
      LocalStore store, StorePath path, SortedSet<StorePath> references, @Nullable StorePath from)
      throws IOException {
    String file = store.layout().physicalBytes(path);
    if (!Posix.exists(file)) {
      throw new StoreException("cannot register '" + path + "', which does not exist");
    }
    FileTrees.canonicalise(file);
    PathInfo info = store.describe(file, path, references, from, null);
    return new PathInfo(
        path,
        info.narHash(),
        info.narSize(),
        references,
        from,
        info.registered(),
        false,
        new TreeSet<>(),
        null);
  }

  private static String line(BufferedReader in) throws IOException {
    String line = in.readLine();
    if (line == null) {
      throw new MalformedException("the registrations end too early");
    }
    return line;
  }

  private static long number(String text) {
    try {
      long value = Long.parseLong(text);
      if (value >= 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new MalformedException("a registration has a number that is none", e);
    }
    throw new MalformedException("a registration has a number below zero");
  }
}

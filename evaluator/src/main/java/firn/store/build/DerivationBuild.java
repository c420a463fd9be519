package firn.store.build;

import firn.store.ContentAddress;
import firn.store.Derivation;
import firn.store.DerivationOutput;
import firn.store.Hash;
import firn.store.HashAlgorithm;
import firn.store.HashFormat;
import firn.store.PathInfo;
import firn.store.StoreException;
import firn.store.StorePath;
import firn.store.local.FileTrees;
import firn.store.local.LocalStore;
import firn.store.local.LockedPaths;
import firn.store.local.Optimiser;
import firn.store.local.Prepared;
import firn.store.local.TemporaryObject;
import firn.store.nar.HashSink;
import firn.store.nar.NarEncoder;
import firn.store.nar.ReferenceScanner;
import firn.store.nar.TeeStream;
import firn.store.nar.TreeReader;
import firn.store.posix.FileStatus;
import firn.store.posix.PathBytes;
import firn.store.posix.Posix;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Builds one derivation whose inputs are valid. Its outputs' locks are held throughout, so that two
 * processes never build the same; outputs become valid together, or not at all.
 */
final class DerivationBuild {
  private final LocalStore store;
  private final BuildSettings settings;
  private final StorePath path;
  private final Derivation drv;
  private final BuildListener listener;
  private final BuildMode mode;
  private List<String> lastLines = List.of();

  /** Whether the outputs are trusted to be where they belong. */
  private boolean own = true;

  DerivationBuild(
      LocalStore store,
      BuildSettings settings,
      StorePath path,
      Derivation drv,
      BuildMode mode,
      BuildListener listener) {
    this.store = store;
    this.settings = settings;
    this.path = path;
    this.drv = drv;
    this.mode = mode;
    this.listener = listener;
  }

  /**
   * Says that somebody else has the derivation, and that it need not be in the store. Where its
   * outputs belong is then their word, so that these are not taken for built here, but for fixed
   * ones, which are checked.
   */
  DerivationBuild forOthers() {
    own = false;
    return this;
  }

  /** The end of the log, once the build failed. */
  List<String> lastLines() {
    return lastLines;
  }

  /**
   * @return false if there was nothing to do
   */
  boolean run() throws BuildException, IOException, InterruptedException {
    SortedMap<String, StorePath> outputs = new TreeMap<>();
    drv.outputs().forEach((name, output) -> outputs.put(name, output.requirePath()));
    store.addTemporaryRoot(path);
    outputs.values().forEach(store::addTemporaryRoot);
    try (LockedPaths locks = store.lock(outputs.values())) {
      boolean allValid = outputs.values().stream().allMatch(store::isValid);
      if (allValid && mode == BuildMode.NORMAL) {
        return false;
      }
      if (!allValid && mode == BuildMode.CHECK) {
        throw BuildException.rejected(
            "some outputs are not valid, so there is nothing to compare with");
      }
      listener.on(new BuildEvent.Started(path));
      try (TemporaryObject temporary = store.temporary(drv.name());
          BuildLog log =
              new BuildLog(
                  store.layout(), path, line -> listener.on(new BuildEvent.LogLine(path, line)))) {
        boolean done = false;
        try {
          build(temporary.path(), log, locks);
          done = true;
        } catch (UncheckedIOException e) {
          throw e.getCause() == null ? new IOException(e) : e.getCause();
        } finally {
          Path folder = temporary.path().resolve("build");
          if (!done && settings.keepFailed() && Files.exists(folder)) {
            log.line("the working folder is kept in " + KeptFolder.keep(folder, drv.name()));
          }
          lastLines = log.lastLines();
        }
      }
    }
    return true;
  }

  private void build(Path work, BuildLog log, LockedPaths locks)
      throws BuildException, IOException, InterruptedException {
    BuildJob job =
        new BuildJob(
            store,
            settings,
            path,
            drv,
            inputs(),
            work,
            log,
            (done, total) -> listener.on(new BuildEvent.Progress(path, done, total)));
    Posix.mkdir(PathBytes.of(work), 0700);
    Files.createDirectory(job.outputDir());
    Files.createDirectory(job.temporary());
    if (drv.isBuiltin()) {
      Builders.named(drv.builtinName()).build(job);
    } else {
      new Sandbox(job).run();
    }
    publish(job, locks);
  }

  private SortedSet<StorePath> inputs() {
    SortedSet<StorePath> direct = new TreeSet<>(drv.inputSrcs());
    drv.inputDrvs()
        .forEach((input, names) -> {
          Derivation from = store.readDerivation(input);
          names.forEach(name -> direct.add(from.outputPath(name)));
        });
    return store.closure(direct);
  }

  private void publish(BuildJob job, LockedPaths locks) throws BuildException, IOException {
    SortedSet<StorePath> candidates = new TreeSet<>(job.inputs());
    candidates.addAll(job.outputs().values());
    Map<StorePath, PathInfo> described = new TreeMap<>();
    List<Prepared> prepared = new ArrayList<>();
    for (Map.Entry<String, StorePath> output : job.outputs().entrySet()) {
      String file = PathBytes.of(job.output(output.getKey()));
      if (!Posix.exists(file)) {
        throw BuildException.rejected("the builder did not make the output " + output.getValue());
      }
      FileTrees.canonicalise(file);
      PathInfo info = describe(file, output.getValue(), candidates);
      described.put(output.getValue(), info);
      prepared.add(new Prepared(file, info));
    }
    refuseCycles(described);
    OutputChecks checks =
        new OutputChecks(
            job,
            p -> {
              PathInfo own = described.get(p);
              return own != null ? own : store.query(p).orElseThrow();
            });
    for (Map.Entry<String, StorePath> output : job.outputs().entrySet()) {
      checks.check(output.getKey(), output.getValue());
    }
    switch (mode) {
      case NORMAL -> {
        prepared.removeIf(object -> store.isValid(object.info().path()));
        store.publish(prepared, locks);
        if (settings.autoOptimise()) {
          Optimiser optimiser = new Optimiser(store);
          for (Prepared object : prepared) {
            optimiser.optimise(object.info().path());
          }
        }
      }
      case REPAIR -> store.replace(prepared, locks);
      case CHECK -> compare(prepared);
    }
  }

  /** Outputs that refer to each other could neither be copied nor collected one after the other. */
  private static void refuseCycles(Map<StorePath, PathInfo> outputs) throws BuildException {
    List<PathInfo> left = new ArrayList<>(outputs.values());
    while (left.removeIf(output -> left.stream().noneMatch(other -> refers(output, other)))) {}
    if (!left.isEmpty()) {
      throw BuildException.rejected(
          "the outputs refer to each other in a circle: "
              + left.stream()
                  .map(info -> info.path().toString())
                  .collect(Collectors.joining(", ")));
    }
  }

  private static boolean refers(PathInfo output, PathInfo other) {
    return output != other && output.references().contains(other.path());
  }

  private void compare(List<Prepared> again) throws BuildException, IOException {
    for (Prepared object : again) {
      StorePath output = object.info().path();
      Hash first = store.query(output).orElseThrow().narHash();
      if (first.equals(object.info().narHash())) {
        continue;
      }
      String kept = "";
      if (settings.keepFailed()) {
        String beside = store.layout().physicalBytes(output) + ".check";
        FileTrees.delete(beside);
        Posix.rename(object.file(), beside);
        kept = " from '" + beside + "'";
      }
      throw new BuildException(
          BuildException.Kind.NOT_DETERMINISTIC,
          "it may not be deterministic: output '" + output + "' differs" + kept);
    }
  }

  private PathInfo describe(String file, StorePath output, SortedSet<StorePath> candidates)
      throws IOException, BuildException {
    HashSink nar = new HashSink(HashAlgorithm.SHA256);
    ReferenceScanner scanner = new ReferenceScanner(candidates);
    TreeReader.read(file, new NarEncoder(new TeeStream(nar, scanner)));
    DerivationOutput.Fixed fixed = drv.fixedOutput();
    if (fixed != null) {
      checkFixed(file, fixed.address(), scanner.found());
    }
    @Nullable ContentAddress address = fixed == null ? null : fixed.address();
    return new PathInfo(
        output,
        nar.hash(),
        nar.size(),
        scanner.found(),
        path,
        Instant.now(),
        own || fixed != null,
        new TreeSet<>(),
        address);
  }

  private static void checkFixed(
      String file, ContentAddress wanted, SortedSet<StorePath> references)
      throws IOException, BuildException {
    Hash got =
        wanted.method() == ContentAddress.Method.RECURSIVE
            ? recursive(file, wanted.hash().algorithm())
            : flat(file, wanted.hash().algorithm());
    if (!got.equals(wanted.hash())) {
      throw new BuildException(
          BuildException.Kind.HASH_MISMATCH,
          "hash mismatch in fixed output: specified "
              + wanted.hash().digits(HashFormat.SRI)
              + ", got "
              + got.digits(HashFormat.SRI));
    }
    if (!references.isEmpty()) {
      throw BuildException.rejected(
          "a fixed output may not refer to the store, and this one refers to "
              + references.first());
    }
  }

  private static Hash recursive(String file, HashAlgorithm algorithm) throws IOException {
    HashSink sink = new HashSink(algorithm);
    TreeReader.read(file, new NarEncoder(sink));
    return sink.hash();
  }

  private static Hash flat(String file, HashAlgorithm algorithm)
      throws IOException, BuildException {
    FileStatus status = Posix.status(file);
    if (!status.isRegular() || status.isExecutable()) {
      throw BuildException.rejected(
          "a fixed output with a flat hash must be a regular file that is not executable");
    }
    MessageDigest digest = algorithm.bulkDigest();
    try (var in = Files.newInputStream(PathBytes.toPath(file))) {
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    return Hash.of(algorithm, digest.digest());
  }

  /** One sentence for the user about any way in which a build can fail. */
  static String reason(Exception e) {
    return switch (e) {
      case BuildException b -> String.valueOf(b.getMessage());
      case StoreException s -> String.valueOf(s.getMessage());
      case InterruptedException i -> "it was interrupted";
      case FileSystemException f when f.getReason() != null -> f.getFile() + ": " + f.getReason();
      case IOException io when io.getMessage() != null -> String.valueOf(io.getMessage());
      default -> e.getClass().getSimpleName() + ": " + e.getMessage();
    };
  }
}

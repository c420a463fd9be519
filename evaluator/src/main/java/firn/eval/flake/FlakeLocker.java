package firn.eval.flake;

import firn.eval.builtin.EvalContext;
import firn.eval.error.EvalException;
import firn.eval.fetch.FetchAttributes;
import firn.eval.fetch.Fetcher;
import firn.eval.fetch.Url;
import firn.eval.fetch.git.GitRepository;
import firn.eval.fetch.git.WorkTree;
import firn.store.posix.PathBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/** Locks flakes: reads them, computes their lock files, and writes those that changed. */
public final class FlakeLocker {
  private static final String FILE = "flake.lock";

  private final EvalContext context;
  private final FlakeReader reader;

  public FlakeLocker(EvalContext context, Fetcher fetcher) {
    this.context = context;
    this.reader = new FlakeReader(context, fetcher);
  }

  /**
   * Locks a flake.
   *
   * @throws EvalException if that is impossible, or the lock file would change and may not
   */
  public LockedFlake lock(FlakeRef ref, LockFlags flags) {
    Flake flake = reader.read(ref, flags.registries(), false, List.of());
    LockFile old =
        flags.reference().isPresent()
            ? LockFile.parse(read(flags.reference().get()), flags.reference().get().toString())
            : reader.lockFile(flake);
    LockComputation computation = new LockComputation(reader, flags, context::log);
    LockFile computed;
    try {
      computed = computation.compute(flake, old);
    } catch (EvalException e) {
      throw e.frame("while updating the lock file of flake '" + flake.locked() + "'", null);
    }
    String text = computed.text();
    boolean changed = !text.equals(old.text());
    if (changed || flags.output().isPresent()) {
      flake = changed(flake, ref, old, computed, text, flags, changed);
    }
    var trees = new IdentityHashMap<>(computation.trees());
    trees.put(computed.root(), flake.tree());
    return new LockedFlake(flake, computed, trees);
  }

  private Flake changed(
      Flake flake,
      FlakeRef ref,
      LockFile old,
      LockFile computed,
      String text,
      LockFlags flags,
      boolean changed) {
    String difference = LockDifference.describe(old, computed).stripTrailing();
    if (!flags.write() && flags.output().isEmpty()) {
      context.log("warning: not writing modified lock file of flake '" + ref + "':\n" + difference);
      return flake;
    }
    Optional<FlakeRef> unlocked = computed.unlocked();
    if (unlocked.isPresent() && flags.dirty() != LockFlags.Unlocked.WRITE) {
      String why =
          "Not writing lock file of flake '"
              + ref
              + "' because it has an unlocked input ('"
              + unlocked.get()
              + "'). Use '--allow-dirty-locks' to allow this anyway.";
      if (flags.dirty() == LockFlags.Unlocked.FAIL) {
        throw new EvalException(why);
      }
      context.log("warning: " + why);
      return flake;
    }
    if (flags.output().isPresent()) {
      write(flags.output().get(), text);
      return flake;
    }
    if (!flags.update()) {
      throw new EvalException(
          "flake '"
              + ref
              + "' requires lock file changes but they're not allowed due to"
              + " '--no-update-lock-file'");
    }
    Path source =
        source(flake.resolved())
            .orElseThrow(() ->
                new EvalException(
                    "cannot write modified lock file of flake '"
                        + ref
                        + "' (use '--no-write-lock-file' to ignore)"));
    String directory = flake.resolved().directory();
    String below = directory.isEmpty() ? FILE : directory + "/" + FILE;
    Path file = PathBytes.toPath(PathBytes.of(source) + "/" + below);
    boolean there = Files.exists(file);
    context.log(
        "warning: "
            + (there ? "updating" : "creating")
            + " lock file '"
            + PathBytes.of(file)
            + "':\n"
            + difference);
    write(file, text);
    known(source, below, flags.commit(), there, difference);
    // The lock file is part of the flake, so what was fetched is no longer what lies there.
    return changed ? reader.read(ref, flags.registries(), false, List.of()) : flake;
  }

  private void known(Path source, String below, boolean commit, boolean there, String difference) {
    if (!GitRepository.isCheckout(source)) {
      return;
    }
    try {
      WorkTree.add(source, below);
      if (commit) {
        WorkTree.commit(
            source,
            below,
            below
                + ": "
                + (there ? "Update" : "Add")
                + "\n\nFlake lock file updates:\n\n"
                + firn.eval.value.Bytes.toUnicode(difference)
                + "\n");
      }
    } catch (IOException e) {
      throw new EvalException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Where the flake can be written to: a folder, or a checkout as it lies. */
  static Optional<Path> source(FlakeRef ref) {
    FetchAttributes attributes = ref.input().attributes();
    if (ref.input().type().equals("path")) {
      return Optional.of(PathBytes.toPath(attributes.require("path")));
    }
    Optional<Url> url = attributes.text("url").flatMap(Url::parse);
    boolean writable =
        ref.input().type().equals("git")
            && url.isPresent()
            && url.get().scheme().equals("file")
            && !attributes.has("rev")
            && !attributes.has("ref");
    return writable
        ? Optional.of(PathBytes.toPath(url.get().path()).toAbsolutePath().normalize())
        : Optional.empty();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Path fresh = file.resolveSibling("." + file.getFileName() + ".new");
      Files.writeString(fresh, text, StandardCharsets.ISO_8859_1);
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

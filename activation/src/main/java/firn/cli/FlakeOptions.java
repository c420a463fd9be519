package firn.cli;

import firn.eval.flake.FlakeRef;
import firn.eval.flake.FlakeRefText;
import firn.eval.flake.InputPath;
import firn.eval.flake.LockFlags;
import firn.eval.value.Bytes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command that locks a flake. */
public final class FlakeOptions {
  @Option(
      names = "--override-input",
      arity = "2",
      paramLabel = "INPUT REF",
      description = "Use this flake for an input, such as nixops/nixpkgs; nothing is written then.")
  List<String> overrides = new ArrayList<>();

  @Option(names = "--update-input", paramLabel = "INPUT", description = "Lock this input anew.")
  List<String> updates = new ArrayList<>();

  @Option(names = "--recreate-lock-file", description = "Lock all inputs anew.")
  boolean recreate;

  @Option(names = "--no-update-lock-file", description = "Fail if the lock file must change.")
  boolean noUpdate;

  @Option(names = "--no-write-lock-file", description = "Do not write a changed lock file.")
  boolean noWrite;

  @Option(names = "--commit-lock-file", description = "Commit a changed lock file.")
  boolean commit;

  @Option(
      names = "--reference-lock-file",
      paramLabel = "FILE",
      description = "Read this lock file instead of the flake's.")
  @Nullable Path reference;

  @Option(
      names = "--output-lock-file",
      paramLabel = "FILE",
      description = "Write this lock file instead of the flake's.")
  @Nullable Path output;

  @Option(
      names = "--allow-dirty-locks",
      description = "Write lock files that name what is not locked, such as a changed checkout.")
  boolean allowDirty;

  /** The directory that paths on the command line are relative to (bytes). */
  public static String directory() {
    return Bytes.ofUnicode(System.getProperty("user.dir", "/"));
  }

  /** Reads a reference from the command line. */
  public static FlakeRef ref(String text) {
    FlakeRefText parsed = FlakeRefText.parse(Bytes.ofUnicode(text), directory(), false);
    if (!parsed.fragment().isEmpty()) {
      throw new CommandException(
          ExitCode.USAGE,
          "unexpected fragment '" + parsed.fragment() + "' in flake reference '" + text + "'",
          null);
    }
    return parsed.ref();
  }

  /** Leaves lock files as they are, whatever else was asked for. */
  public FlakeOptions withoutWriting() {
    noWrite = true;
    return this;
  }

  public LockFlags flags(SessionOptions session) {
    LockFlags defaults = LockFlags.defaults();
    Map<List<String>, FlakeRef> overridden = new LinkedHashMap<>();
    for (int i = 0; i + 1 < overrides.size(); i += 2) {
      overridden.put(path("--override-input", overrides.get(i)), ref(overrides.get(i + 1)));
    }
    Set<List<String>> updated = new LinkedHashSet<>();
    updates.forEach(text -> updated.add(path("--update-input", text)));
    return new LockFlags(
        recreate,
        !noUpdate,
        !noWrite && overridden.isEmpty(),
        !session.noRegistries,
        defaults.unlocked(),
        commit,
        overridden,
        updated,
        Optional.ofNullable(reference),
        Optional.ofNullable(output),
        allowDirty ? LockFlags.Unlocked.WRITE : LockFlags.Unlocked.WARN);
  }

  /** Reads the path of an input. */
  public static List<String> path(String option, String text) {
    List<String> path = InputPath.parse(Bytes.ofUnicode(text));
    if (path.isEmpty()) {
      throw new CommandException(
          ExitCode.EXPRESSION,
          option
              + " was passed a zero-length input path, which would refer to the flake itself, not an"
              + " input",
          null);
    }
    return path;
  }
}

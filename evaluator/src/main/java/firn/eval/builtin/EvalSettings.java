package firn.eval.builtin;

import firn.eval.value.CallStack;
import java.util.List;
import java.util.Map;

/**
 * How an evaluation is set up.
 *
 * @param searchPath what {@code <name>} is looked for in, first match wins
 * @param pure whether only hashed or locked inputs may be read
 * @param restricted whether only the search path may be read
 * @param currentSystem such as {@code x86_64-linux}
 * @param currentTime seconds since 1970
 * @param environment what {@code builtins.getEnv} answers from
 * @param home the home directory, for {@code ~/…}
 * @param workingDirectory for relative paths in expressions that stand in no file
 * @param maxCallDepth how deep calls may nest
 * @param importFromDerivation whether evaluation may build
 * @param traceVerbose whether {@code builtins.traceVerbose} says anything
 * @param abortOnWarn whether {@code builtins.warn} ends the evaluation
 * @param allowedUris prefixes that fetchers may read in restricted mode
 */
public record EvalSettings(
    List<SearchPathEntry> searchPath,
    boolean pure,
    boolean restricted,
    String currentSystem,
    long currentTime,
    Map<String, String> environment,
    String home,
    String workingDirectory,
    int maxCallDepth,
    boolean importFromDerivation,
    boolean traceVerbose,
    boolean abortOnWarn,
    List<String> allowedUris) {

  /**
   * One entry of the search path.
   *
   * @param prefix empty for a folder of names
   * @param path where it points, as given
   */
  public record SearchPathEntry(String prefix, String path) {

    /** Reads {@code name=path} or {@code path}. */
    public static SearchPathEntry parse(String text) {
      int equals = text.indexOf('=');
      return equals < 0
          ? new SearchPathEntry("", text)
          : new SearchPathEntry(text.substring(0, equals), text.substring(equals + 1));
    }
  }

  /** As a command started here and now, without a search path, would have it. */
  public static EvalSettings ofProcess() {
    Map<String, String> environment = System.getenv();
    return new EvalSettings(
        List.of(),
        false,
        false,
        system(),
        System.currentTimeMillis() / 1000,
        environment,
        environment.getOrDefault("HOME", "/"),
        System.getProperty("user.dir", "/"),
        CallStack.DEFAULT_MAX_DEPTH,
        true,
        false,
        false,
        List.of());
  }

  private static String system() {
    String architecture = System.getProperty("os.arch", "");
    return switch (architecture) {
      case "amd64" -> "x86_64-linux";
      default -> architecture + "-linux";
    };
  }

  public EvalSettings withSearchPath(List<SearchPathEntry> entries) {
    return new EvalSettings(
        List.copyOf(entries),
        pure,
        restricted,
        currentSystem,
        currentTime,
        environment,
        home,
        workingDirectory,
        maxCallDepth,
        importFromDerivation,
        traceVerbose,
        abortOnWarn,
        allowedUris);
  }

  public EvalSettings withPure(boolean value) {
    return new EvalSettings(
        searchPath,
        value,
        restricted,
        currentSystem,
        currentTime,
        environment,
        home,
        workingDirectory,
        maxCallDepth,
        importFromDerivation,
        traceVerbose,
        abortOnWarn,
        allowedUris);
  }

  public EvalSettings withMaxCallDepth(int value) {
    return new EvalSettings(
        searchPath,
        pure,
        restricted,
        currentSystem,
        currentTime,
        environment,
        home,
        workingDirectory,
        value,
        importFromDerivation,
        traceVerbose,
        abortOnWarn,
        allowedUris);
  }

  /** With these environment variables; the home directory follows from them. */
  public EvalSettings withEnvironment(Map<String, String> value) {
    return new EvalSettings(
        searchPath,
        pure,
        restricted,
        currentSystem,
        currentTime,
        value,
        value.getOrDefault("HOME", "/"),
        workingDirectory,
        maxCallDepth,
        importFromDerivation,
        traceVerbose,
        abortOnWarn,
        allowedUris);
  }

  public EvalSettings withWorkingDirectory(String value) {
    return new EvalSettings(
        searchPath,
        pure,
        restricted,
        currentSystem,
        currentTime,
        environment,
        home,
        value,
        maxCallDepth,
        importFromDerivation,
        traceVerbose,
        abortOnWarn,
        allowedUris);
  }
}

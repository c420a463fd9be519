package firn.eval.builtin;

import firn.eval.value.CallStack;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
 * @param fetch how fetchers work
 * @param features the experimental features that change the language
 * @param lints what to look for in sources, by setting: {@code warn} or {@code fatal}
 * @param fallback where {@code <name>} is looked for when the search path has nothing; not seen by
 *     expressions
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
    List<String> allowedUris,
    FetchSettings fetch,
    Set<String> features,
    Map<String, String> lints,
    List<SearchPathEntry> fallback) {

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
        List.of(),
        FetchSettings.of(environment),
        Set.of("pipe-operators"),
        Map.of(),
        List.of());
  }

  private static String system() {
    String architecture = System.getProperty("os.arch", "");
    return switch (architecture) {
      case "amd64" -> "x86_64-linux";
      default -> architecture + "-linux";
    };
  }

  /** The same settings, to be changed one by one. */
  public Builder change() {
    return new Builder(this);
  }

  public EvalSettings withSearchPath(List<SearchPathEntry> entries) {
    return change().searchPath(entries).build();
  }

  public EvalSettings withPure(boolean value) {
    return change().pure(value).build();
  }

  public EvalSettings withMaxCallDepth(int value) {
    return change().maxCallDepth(value).build();
  }

  /** With these environment variables; the home directory follows from them. */
  public EvalSettings withEnvironment(Map<String, String> value) {
    return change().environment(value).build();
  }

  public EvalSettings withWorkingDirectory(String value) {
    return change().workingDirectory(value).build();
  }

  /** Settings that are being changed. */
  public static final class Builder {
    private List<SearchPathEntry> searchPath;
    private boolean pure;
    private boolean restricted;
    private String currentSystem;
    private long currentTime;
    private Map<String, String> environment;
    private String home;
    private String workingDirectory;
    private int maxCallDepth;
    private boolean importFromDerivation;
    private boolean traceVerbose;
    private boolean abortOnWarn;
    private List<String> allowedUris;
    private FetchSettings fetch;
    private Set<String> features;
    private Map<String, String> lints;
    private List<SearchPathEntry> fallback;

    private Builder(EvalSettings from) {
      searchPath = from.searchPath;
      pure = from.pure;
      restricted = from.restricted;
      currentSystem = from.currentSystem;
      currentTime = from.currentTime;
      environment = from.environment;
      home = from.home;
      workingDirectory = from.workingDirectory;
      maxCallDepth = from.maxCallDepth;
      importFromDerivation = from.importFromDerivation;
      traceVerbose = from.traceVerbose;
      abortOnWarn = from.abortOnWarn;
      allowedUris = from.allowedUris;
      fetch = from.fetch;
      features = from.features;
      lints = from.lints;
      fallback = from.fallback;
    }

    public Builder searchPath(List<SearchPathEntry> value) {
      searchPath = List.copyOf(value);
      return this;
    }

    public Builder pure(boolean value) {
      pure = value;
      return this;
    }

    public Builder restricted(boolean value) {
      restricted = value;
      return this;
    }

    public Builder currentSystem(String value) {
      currentSystem = value;
      return this;
    }

    public Builder environment(Map<String, String> value) {
      environment = value;
      home = value.getOrDefault("HOME", "/");
      return this;
    }

    public Builder workingDirectory(String value) {
      workingDirectory = value;
      return this;
    }

    public Builder maxCallDepth(int value) {
      maxCallDepth = value;
      return this;
    }

    public Builder importFromDerivation(boolean value) {
      importFromDerivation = value;
      return this;
    }

    public Builder traceVerbose(boolean value) {
      traceVerbose = value;
      return this;
    }

    public Builder abortOnWarn(boolean value) {
      abortOnWarn = value;
      return this;
    }

    public Builder allowedUris(List<String> value) {
      allowedUris = List.copyOf(value);
      return this;
    }

    public Builder fetch(FetchSettings value) {
      fetch = value;
      return this;
    }

    public Builder features(Set<String> value) {
      features = Set.copyOf(value);
      return this;
    }

    public Builder lints(Map<String, String> value) {
      lints = Map.copyOf(value);
      return this;
    }

    public Builder fallback(List<SearchPathEntry> value) {
      fallback = List.copyOf(value);
      return this;
    }

    public EvalSettings build() {
      return new EvalSettings(
          searchPath,
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
          allowedUris,
          fetch,
          features,
          lints,
          fallback);
    }
  }
}

package firn.eval;

import firn.eval.access.AllowedFiles;
import firn.eval.access.ComputingStore;
import firn.eval.access.DiskFiles;
import firn.eval.access.TimedStore;
import firn.eval.builtin.Builtin;
import firn.eval.builtin.BuiltinProvider;
import firn.eval.builtin.Coercion;
import firn.eval.builtin.EvalContext;
import firn.eval.builtin.EvalSettings;
import firn.eval.builtin.SourceFiles;
import firn.eval.builtin.StoreAccess;
import firn.eval.code.Compiler;
import firn.eval.code.Program;
import firn.eval.error.EvalException;
import firn.eval.library.Library;
import firn.eval.value.AttrsBuilder;
import firn.eval.value.CallProfile;
import firn.eval.value.CallStack;
import firn.eval.value.Context;
import firn.eval.value.Counters;
import firn.eval.value.EvalThread;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixPath;
import firn.eval.value.NixString;
import firn.eval.value.Symbol;
import firn.eval.value.Thunk;
import firn.eval.value.Value;
import firn.grammar.NixParser;
import firn.grammar.Printer;
import firn.grammar.SourceText;
import firn.grammar.tree.Expr;
import firn.store.StorePath;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates expressions of the Nix language: the way for a program to embed it.
 *
 * <p>{@link #run} does its work on a thread whose stack suits the depth that calls may have; the
 * other methods expect to be called there. Files are parsed and evaluated once for each evaluator.
 * Errors of the expression are {@link EvalException}s and {@link firn.grammar.SyntaxException}s.
 */
public final class Evaluator implements EvalContext {
  private final EvalSettings settings;
  private final SourceFiles files;
  private final @Nullable AllowedFiles allowed;
  private final StoreAccess store;
  private final Consumer<String> log;
  private final Coercion coercion = new Coercion(this);
  private final LookupPath lookup = new LookupPath(this);
  private final Map<String, Value> imported = new ConcurrentHashMap<>();
  private final Map<String, String> sourceFiles = new ConcurrentHashMap<>();
  private final ReadAhead ahead = new ReadAhead(this::sourceFile, this::compileFile);
  private final Map<String, Builtin> declared = new LinkedHashMap<>();
  private final Map<Symbol, Value> globals = new HashMap<>();
  private final NixAttrs builtins;
  private final @Nullable Statistics statistics;

  /** An evaluator that writes nothing, reads from the disk and logs to standard error. */
  public Evaluator(EvalSettings settings) {
    this(
        settings,
        new ComputingStore(),
        l -> System.err.println(firn.eval.value.Bytes.toUnicode(l)));
  }

  /** An evaluator that writes nothing and reads from the disk. */
  public Evaluator(EvalSettings settings, ComputingStore store, Consumer<String> log) {
    this(
        settings,
        store,
        new DiskFiles(p -> store.fetched(p).orElseGet(() -> Path.of(p.toString()))),
        log);
  }

  /**
   * An evaluator with the builtins of all providers on the class path.
   *
   * @param log takes each line of traces and warnings (bytes)
   */
  public Evaluator(
      EvalSettings settings, StoreAccess store, SourceFiles files, Consumer<String> log) {
    this(settings, store, files, log, ServiceLoader.load(BuiltinProvider.class));
  }

  /**
   * An evaluator with the language's own builtins and those of the providers named, for programs
   * that cannot wait until every archive on the class path was looked through.
   *
   * @param log takes each line of traces and warnings (bytes)
   */
  public Evaluator(
      EvalSettings settings,
      StoreAccess store,
      SourceFiles files,
      Consumer<String> log,
      Iterable<? extends BuiltinProvider> providers) {
    this.settings = settings;
    TimedStore timed = Counters.ON ? new TimedStore(store) : null;
    this.store = timed == null ? store : timed;
    this.statistics = timed == null ? null : new Statistics(timed);
    this.allowed =
        settings.pure() || settings.restricted() ? new AllowedFiles(files, settings.pure()) : null;
    this.files = allowed == null ? files : allowed;
    this.log = log;
    allowSearchPath();
    declare(new Library().builtins(this));
    for (BuiltinProvider provider : providers) {
      declare(provider.builtins(this));
    }
    this.builtins = bind();
  }

  private void allowSearchPath() {
    if (allowed != null) {
      for (EvalSettings.SearchPathEntry entry : settings.searchPath()) {
        String path = entry.path();
        String absolute = path.startsWith("/") ? path : settings.workingDirectory() + "/" + path;
        allowed.allowResolved(NixPath.normalise(absolute));
      }
    }
  }

  @Override
  public void allow(StorePath path) {
    if (allowed != null) {
      allowed.allow(path.toString());
    }
  }

  @Override
  public void checkUri(String uri) {
    if (settings.restricted() && allowed != null) {
      AllowedUris.check(uri, settings.allowedUris(), allowed);
    }
  }

  private void declare(List<Builtin> more) {
    more.forEach(b -> declared.put(b.name(), b));
  }

  private NixAttrs bind() {
    AttrsBuilder all = new AttrsBuilder(declared.size() + 1);
    for (Builtin b : declared.values()) {
      Value value = b.value();
      all.put(Symbol.of(b.name()), value);
      switch (b.scope()) {
        case GLOBAL -> globals.put(Symbol.of(b.name()), value);
        case PREFIXED -> globals.put(Symbol.of("__" + b.name()), value);
        case ATTRIBUTE -> {}
      }
    }
    all.put("builtins", Thunk.of(this::builtins));
    NixAttrs set = all.build();
    globals.put(Symbol.of("builtins"), set);
    return set;
  }

  /** Does work on a thread whose stack suits the depth that calls may have, and waits for it. */
  public <T> T run(Supplier<T> work) {
    return DeepStack.run(work, settings.maxCallDepth());
  }

  /**
   * Reads an expression that stands in no file; relative paths start from the working directory.
   */
  public Program parse(SourceText text) {
    return compiler(text, settings.workingDirectory(), false).compile(NixParser.parse(text));
  }

  /**
   * A tree as {@code nix-instantiate --parse} shows it, with paths resolved; only after it was
   * found that every variable in it is defined.
   *
   * @param tree what {@link NixParser#parse} made of the text
   * @param directory where relative paths start from
   */
  public String show(SourceText text, Expr tree, String directory) {
    // Nothing is evaluated, so that no file the tree names is going to be wanted.
    Compiler compiler =
        new Compiler(text, directory, false, this, coercion, globals, unwanted -> {});
    compiler.compile(tree);
    return Printer.print(tree, compiler::shown);
  }

  /** As {@link #parse(SourceText)}, with the attributes of {@code variables} in scope. */
  public Program parse(SourceText text, NixAttrs variables) {
    return compiler(text, settings.workingDirectory(), false)
        .compile(NixParser.parse(text), variables);
  }

  /**
   * The value of an expression.
   *
   * @param unicode the expression, as Unicode characters
   */
  public Value evalExpression(String unicode) {
    String name = firn.eval.value.Bytes.OPEN + "string" + firn.eval.value.Bytes.CLOSE;
    return parse(SourceText.ofUnicode(name, unicode)).eval();
  }

  /** The value of a file, or of {@code default.nix} in a folder, as a command is given it. */
  public Value evalFile(Path file) {
    String path = firn.store.posix.PathBytes.of(file.toAbsolutePath());
    return parseFile(NixPath.of(path)).eval();
  }

  /** Reads a file, or {@code default.nix} in a folder. */
  public Program parseFile(NixPath path) {
    return program(sourceFile(path.path()));
  }

  private Program program(String sourceFile) {
    Program known = ahead.take(sourceFile);
    return known != null ? known : compileFile(sourceFile);
  }

  private Program compileFile(String sourceFile) {
    long start = statistics == null ? 0 : System.nanoTime();
    Compiler compiler = compiler(sourceFile);
    Program program = compiler.compile(NixParser.parse(compiler.source()));
    if (statistics != null) {
      boolean isAhead = !(Thread.currentThread() instanceof EvalThread);
      statistics.read(System.nanoTime() - start, compiler.source().length(), isAhead);
    }
    return program;
  }

  /** What was counted; null where nothing is. */
  public @Nullable Statistics statistics() {
    return statistics;
  }

  private Compiler compiler(SourceText text, String directory, boolean isFile) {
    return new Compiler(text, directory, isFile, this, coercion, globals, ahead::suggest);
  }

  private Compiler compiler(String path) {
    SourceText text =
        InternalFiles.contains(path)
            ? InternalFiles.read(path)
            : SourceText.ofLatin1(path, files.read(path));
    return compiler(text, NixPath.of(path).parent().path(), true);
  }

  @Override
  public Value importFile(NixPath path) {
    String resolved = sourceFile(path.path());
    return imported.computeIfAbsent(resolved, p -> Thunk.of(() -> evalSource(p))).force();
  }

  @Override
  public Value evalSource(SourceText text) {
    return parse(text).eval();
  }

  private Value evalSource(String path) {
    Program program = program(path);
    CallStack stack = CallStack.current();
    if (CallProfile.ON) {
      stack.note(path);
    }
    try {
      return program.eval();
    } catch (EvalException e) {
      throw e.frame("while evaluating the file '" + path + "':", null);
    } finally {
      if (CallProfile.ON) {
        stack.forget();
      }
    }
  }

  @Override
  public Value importScoped(NixAttrs scope, NixPath path) {
    Compiler compiler = compiler(sourceFile(path.path()));
    return compiler.compile(NixParser.parse(compiler.source()), scope).eval();
  }

  /**
   * The file that importing a path reads: links resolved, {@code default.nix} of a folder. Looked
   * up once for each path, as what it holds is read once.
   */
  private String sourceFile(String path) {
    String known = sourceFiles.get(path);
    if (known == null) {
      known = InternalFiles.contains(path) ? path : findSourceFile(path);
      sourceFiles.put(path, known);
    }
    return known;
  }

  private String findSourceFile(String path) {
    String followed = files.follow(path);
    return files.type(followed) == firn.store.SourceFilter.FileType.DIRECTORY
        ? files.follow(NixPath.normalise(followed + "/default.nix"))
        : followed;
  }

  /** The declarations of all builtins. */
  public List<Builtin> declarations() {
    return new ArrayList<>(declared.values());
  }

  @Override
  public NixString interpolatePath(Value value) {
    return coercion.toString(value, false, false);
  }

  @Override
  public Coercion coercion() {
    return coercion;
  }

  @Override
  public EvalSettings settings() {
    return settings;
  }

  @Override
  public SourceFiles files() {
    return files;
  }

  @Override
  public StoreAccess store() {
    return store;
  }

  @Override
  public NixAttrs builtins() {
    return builtins;
  }

  @Override
  public NixPath findFile(Value searchPath, String name) {
    return lookup.find(searchPath, name);
  }

  @Override
  public NixString interpolate(Value value) {
    return coercion.toString(value, false, true);
  }

  @Override
  public String realise(String bytes, Context context) {
    return new Realisation(this).realise(bytes, context);
  }

  @Override
  public void log(String line) {
    if (ahead.isReading()) {
      // A file about which there is something to say is left to evaluation, which says it in its
      // turn.
      throw new EvalException(line);
    }
    log.accept(line);
  }
}

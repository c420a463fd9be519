package firn.eval.flake;

import firn.eval.builtin.EvalContext;
import firn.eval.code.Closure;
import firn.eval.error.EvalException;
import firn.eval.error.TypeException;
import firn.eval.fetch.FetchAttributes;
import firn.eval.fetch.FetchedTree;
import firn.eval.fetch.Fetcher;
import firn.eval.fetch.Input;
import firn.eval.fetch.Registries;
import firn.eval.value.Expected;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixBool;
import firn.eval.value.NixInt;
import firn.eval.value.NixPath;
import firn.eval.value.NixString;
import firn.eval.value.Symbol;
import firn.eval.value.Value;
import firn.store.StorePath;
import firn.store.posix.PathBytes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Fetches flakes and reads what they declare. */
final class FlakeReader {
  private static final Set<String> KNOWN =
      Set.of("description", "inputs", "outputs", "nixConfig", "edition");

  private final EvalContext context;
  private final Fetcher fetcher;

  FlakeReader(EvalContext context, Fetcher fetcher) {
    this.context = context;
    this.fetcher = fetcher;
  }

  /** A reference looked up in the registries, and fetched. */
  record Found(FlakeRef resolved, FlakeRef locked, FetchedTree tree) {}

  /**
   * Fetches.
   *
   * @param registries whether a short name may be looked up
   * @param locking whether that is for a lock file
   */
  Found fetch(FlakeRef ref, boolean registries, boolean locking) {
    FlakeRef resolved = ref;
    if (!ref.input().isDirect()) {
      if (!registries) {
        throw new EvalException(
            "'" + ref + "' is an indirect flake reference, but registry lookups are not allowed");
      }
      Registries.Resolved found = new Registries(fetcher).resolve(ref.input(), locking);
      resolved =
          new FlakeRef(
              found.input(),
              ref.directory().isEmpty() ? found.directory().orElse("") : ref.directory());
    }
    context.checkUri(resolved.input().toString());
    FetchedTree tree = fetcher.fetch(resolved.input());
    context.allow(tree.path());
    return new Found(resolved, new FlakeRef(tree.input(), resolved.directory()), tree);
  }

  /**
   * Fetches a flake and reads it.
   *
   * @param at the names that lead to it from the flake that is locked, which {@code follows} counts
   *     from
   */
  Flake read(FlakeRef ref, boolean registries, boolean locking, List<String> at) {
    Found found = fetch(ref, registries, locking);
    NixPath folder = NixPath.of(found.tree().path() + found.resolved().suffix());
    return read(ref, found, folder, at);
  }

  /** Reads a flake that lies in a tree at hand. */
  Flake read(FlakeRef ref, Found found, NixPath folder, List<String> at) {
    NixPath path = NixPath.of(folder.path() + "/flake.nix");
    if (!context.files().exists(path.path())) {
      Optional<EvalException> untracked = untracked(found.resolved());
      if (untracked.isPresent()) {
        throw untracked.get();
      }
      throw new EvalException(
          "source tree referenced by '"
              + found.resolved()
              + "' does not contain a '"
              + (found.resolved().directory().isEmpty() ? "" : found.resolved().directory() + "/")
              + "flake.nix' file");
    }
    NixAttrs file = attrs(context.importFile(path), "file '" + path + "'");
    for (Symbol name : file.names()) {
      if (!KNOWN.contains(name.name())) {
        throw new EvalException(
                "flake '" + found.resolved() + "' has an unsupported attribute '" + name + "'")
            .at(file.place(name));
      }
    }
    Value description = file.get("description");
    Value outputs = file.get("outputs");
    if (outputs == null) {
      throw new EvalException("flake '" + found.resolved() + "' lacks attribute 'outputs'");
    }
    Map<String, FlakeInput> inputs = new TreeMap<>();
    Value declared = file.get("inputs");
    if (declared != null) {
      inputs.putAll(inputs(attrs(declared, "flake attribute 'inputs'"), folder, at, false));
    }
    if (outputs.force() instanceof Closure function) {
      for (String formal : function.formals().keySet()) {
        if (!formal.equals("self")) {
          inputs.computeIfAbsent(formal, FlakeReader::indirect);
        }
      }
    } else {
      throw new TypeException(
          "expected a function but got "
              + Expected.describe(outputs.force())
              + " for the attribute 'outputs' of flake '"
              + found.resolved()
              + "'");
    }
    inputs.remove("self");
    return new Flake(
        ref,
        found.resolved(),
        found.locked(),
        found.tree(),
        folder,
        Optional.ofNullable(description).map(Value::asBytes),
        inputs,
        file);
  }

  /** What is wrong where the checkout has the file, and Git does not know it. */
  private static Optional<EvalException> untracked(FlakeRef ref) {
    if (!ref.input().type().equals("git")) {
      return Optional.empty();
    }
    String file = (ref.directory().isEmpty() ? "" : ref.directory() + "/") + "flake.nix";
    return FlakeLocker.source(ref)
        .map(PathBytes::of)
        .filter(root -> Files.exists(PathBytes.toPath(root + "/" + file)))
        .map(root ->
            new EvalException(
                    "Path '" + file + "' in the repository \"" + root + "\" is not tracked by Git.")
                .hint("Make it known with: git -C \"" + root + "\" add \"" + file + "\""));
  }

  /** The lock file of a flake; an empty one where it has none. */
  LockFile lockFile(Flake flake) {
    String path = flake.lockFile().path();
    return context.files().exists(path)
        ? LockFile.parse(context.files().read(path), flake.locked() + "/flake.lock")
        : LockFile.empty();
  }

  private static NixAttrs attrs(Value v, String what) {
    if (v.force() instanceof NixAttrs set) {
      return set;
    }
    throw new TypeException(
        "expected a set but got " + Expected.describe(v.force()) + " for the " + what);
  }

  private static FlakeInput indirect(String name) {
    FetchAttributes attributes = FetchAttributes.EMPTY.with("type", "indirect").with("id", name);
    return new FlakeInput(
        Optional.of(new FlakeRef(Input.of(attributes), "")), Optional.empty(), true, Map.of());
  }

  private Map<String, FlakeInput> inputs(
      NixAttrs set, NixPath folder, List<String> at, boolean overriding) {
    Map<String, FlakeInput> inputs = new TreeMap<>();
    for (Symbol name : set.names()) {
      NixAttrs declared = attrs(set.require(name.name()), "flake input '" + name + "'");
      inputs.put(name.name(), input(name.name(), declared, folder, at, overriding));
    }
    return inputs;
  }

  private FlakeInput input(
      String name, NixAttrs set, NixPath folder, List<String> at, boolean overriding) {
    FetchAttributes attributes = FetchAttributes.EMPTY;
    Optional<String> url = Optional.empty();
    Optional<List<String>> follows = Optional.empty();
    boolean isFlake = true;
    Map<String, FlakeInput> overrides = Map.of();
    for (Symbol symbol : set.names()) {
      Value value = set.require(symbol.name()).force();
      switch (symbol.name()) {
        case "url" -> url = Optional.of(url(value, folder));
        case "flake" -> isFlake = value.asBool();
        case "inputs" ->
            overrides = inputs(attrs(value, "flake input '" + name + "'"), folder, at, true);
        case "follows" -> follows = Optional.of(follows(value.asBytes(), at));
        default ->
            attributes =
                switch (value) {
                  case NixString s -> attributes.with(symbol.name(), s.bytes());
                  case NixBool b -> attributes.with(symbol.name(), b.value());
                  case NixInt i when i.value() >= 0 -> attributes.with(symbol.name(), i.value());
                  default ->
                      throw new TypeException(
                              "flake input attribute '"
                                  + symbol
                                  + "' is "
                                  + Expected.describe(value)
                                  + " while a string, Boolean, or integer is expected")
                          .at(set.place(symbol));
                };
      }
    }
    Optional<FlakeRef> ref = Optional.empty();
    if (attributes.has("type")) {
      ref =
          Optional.of(
              FlakeRef.of(url.isPresent() ? attributes.with("url", url.get()) : attributes));
    } else {
      if (!attributes.values().isEmpty()) {
        throw new EvalException(
            "unexpected flake input attribute '" + attributes.values().firstKey() + "'");
      }
      ref = url.map(text -> FlakeRefText.parseRef(text, ""));
    }
    if (ref.isEmpty() && follows.isEmpty() && !overriding) {
      return new FlakeInput(indirect(name).ref(), follows, isFlake, overrides);
    }
    return new FlakeInput(ref, follows, isFlake, overrides);
  }

  /**
   * A path in the tree of the flake itself stays relative, so that the lock file holds anywhere.
   */
  private static String url(Value value, NixPath folder) {
    if (!(value instanceof NixPath path)) {
      return value.asBytes();
    }
    Path from = PathBytes.toPath(folder.path());
    Path to = PathBytes.toPath(path.path());
    boolean within = path.path().startsWith(StorePath.STORE_DIR + "/");
    int depth = PathBytes.toPath(StorePath.STORE_DIR).getNameCount() + 1;
    return within
            && to.getNameCount() >= depth
            && from.startsWith(to.getRoot().resolve(to.subpath(0, depth)))
        ? "path:" + relative(from, to)
        : "path:" + path;
  }

  private static String relative(Path from, Path to) {
    String whole = PathBytes.of(to);
    String base = PathBytes.of(from);
    StringBuilder up = new StringBuilder();
    while (!whole.equals(base) && !whole.startsWith(base + "/")) {
      up.append(up.isEmpty() ? ".." : "/..");
      base = base.substring(0, base.lastIndexOf('/'));
    }
    String down = whole.substring(Math.min(whole.length(), base.length() + 1));
    String both = up + (up.isEmpty() || down.isEmpty() ? "" : "/") + down;
    return both.isEmpty() ? "." : both;
  }

  private static List<String> follows(String text, List<String> at) {
    List<String> path = new ArrayList<>(at);
    path.addAll(InputPath.parse(text));
    return path;
  }
}

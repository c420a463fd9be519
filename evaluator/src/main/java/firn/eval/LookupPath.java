package firn.eval;

import firn.eval.builtin.EvalContext;
import firn.eval.builtin.EvalSettings;
import firn.eval.error.EvalException;
import firn.eval.error.ThrownException;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixPath;
import firn.eval.value.NixString;
import firn.eval.value.Value;
import org.jspecify.annotations.Nullable;

/** Finds {@code <name>} (Nix manual, "Lookup path"). */
final class LookupPath {
  private final EvalContext context;
  private final SearchPathFetch fetch;

  LookupPath(EvalContext context) {
    this.context = context;
    this.fetch = new SearchPathFetch(context);
  }

  NixPath find(Value searchPath, String name) {
    for (Value item : searchPath.asList()) {
      NixAttrs entry = entry(item);
      Value given = entry.get("prefix");
      String below = below(given == null ? "" : given.asBytes(), name);
      String root = below == null ? null : root(entry);
      NixPath found = below == null ? null : in(root, below);
      if (found != null) {
        return found;
      }
      if (root != null && below != null) {
        checkAllowed(below.isEmpty() ? root : root + "/" + below);
      }
    }
    for (EvalSettings.SearchPathEntry entry : context.settings().fallback()) {
      String below = below(entry.prefix(), name);
      NixPath found = below == null ? null : in(entry.path(), below);
      if (found != null) {
        return found;
      }
    }
    if (name.startsWith("nix/")) {
      return NixPath.of(InternalFiles.FOLDER + name.substring("nix".length()));
    }
    if (context.settings().pure()) {
      throw new ThrownException(
          "cannot look up '<" + name + ">' in pure evaluation mode (use '--impure' to override)");
    }
    throw new ThrownException(
        "file '" + name + "' was not found in the Nix search path (add it using $NIX_PATH or -I)");
  }

  /** A file below an entry's root; null where there is none. */
  private @Nullable NixPath in(@Nullable String root, String below) {
    if (root == null) {
      return null;
    }
    NixPath candidate = NixPath.of(below.isEmpty() ? root : root + "/" + below);
    return context.files().exists(candidate.path()) ? candidate : null;
  }

  /** What may not be seen is an error, not something absent: the next entry is not asked then. */
  private void checkAllowed(String path) {
    context.files().physical(path);
  }

  private static NixAttrs entry(Value item) {
    try {
      return item.asAttrs();
    } catch (EvalException e) {
      throw e.frame("while evaluating an element of the list passed to builtins.findFile", null);
    }
  }

  /** What remains of the name below a prefix; null if the prefix is not its own. */
  private static @Nullable String below(String prefix, String name) {
    if (prefix.isEmpty()) {
      return name;
    }
    if (!name.startsWith(prefix)) {
      return null;
    }
    if (name.length() == prefix.length()) {
      return "";
    }
    return name.charAt(prefix.length()) == '/' ? name.substring(prefix.length() + 1) : null;
  }

  private @Nullable String root(NixAttrs entry) {
    Value path = entry.get("path");
    if (path == null) {
      throw new EvalException("attribute 'path' missing");
    }
    NixString text = context.interpolatePath(path);
    String root = context.realise(text.bytes(), text.context());
    if (SearchPathFetch.isFetched(root)) {
      return fetch.path(root);
    }
    String absolute =
        root.startsWith("/") ? root : context.settings().workingDirectory() + "/" + root;
    String normal = NixPath.normalise(absolute);
    if (context.files().exists(normal)) {
      return normal;
    }
    checkAllowed(normal);
    return null;
  }
}

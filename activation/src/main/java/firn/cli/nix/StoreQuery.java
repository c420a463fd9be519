package firn.cli.nix;

import firn.cli.CommandException;
import firn.cli.StoreSession;
import firn.store.Derivation;
import firn.store.DerivedPath;
import firn.store.HashFormat;
import firn.store.PathInfo;
import firn.store.StoreException;
import firn.store.StorePath;
import firn.store.local.GarbageCollector;
import firn.store.local.LocalStore;
import firn.store.query.ClosureWithOutputs;
import firn.store.query.ReferenceGraph;
import firn.store.query.ReferenceTree;
import firn.store.query.TopologicalOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** {@code nix-store --query}. */
final class StoreQuery {
  private final NixStore.Call call;
  private final LocalStore store;

  private StoreQuery(NixStore.Call call) {
    this.call = call;
    this.store = call.session().store();
  }

  static int run(NixStore.Call call) throws InterruptedException {
    new StoreQuery(call).run();
    return NixExitCode.DONE;
  }

  private void run() throws InterruptedException {
    NixStoreOptions options = call.options();
    long questions =
        Stream.of(
                options.outputs,
                options.requisites,
                options.references,
                options.referrers,
                options.referrersClosure,
                options.deriver,
                options.validDerivers,
                options.hash,
                options.size,
                options.tree,
                options.graph,
                options.graphMl,
                options.roots,
                options.binding != null)
            .filter(asked -> asked)
            .count();
    if (questions > 1) {
      throw new CommandException(NixExitCode.FAILED, "only one question may be asked", null);
    }
    StoreSession session = call.session();
    List<StorePath> given = call.operands().stream().map(session::path).toList();
    if (options.forceRealise) {
      for (StorePath path : given) {
        if (path.isDerivation()) {
          session.realiser().realise(path);
        }
      }
    }
    if (options.requisites) {
      ordered(given, path -> ClosureWithOutputs.of(store, List.of(path), options.includeOutputs));
    } else if (options.references) {
      ordered(given, path -> info(path).references());
    } else if (options.referrers) {
      ordered(given, store::referrers);
    } else if (options.referrersClosure) {
      ordered(given, this::referrersClosure);
    } else if (options.deriver) {
      each(
          given,
          path -> info(path).deriver() == null ? "unknown-deriver" : "" + info(path).deriver());
    } else if (options.validDerivers) {
      used(given).forEach(path -> store.derivers(path).forEach(this::print));
    } else if (options.hash) {
      each(given, path -> info(path).narHash().prefixed(HashFormat.NIX32));
    } else if (options.size) {
      each(given, path -> Long.toString(info(path).narSize()));
    } else if (options.tree) {
      ReferenceTree tree = new ReferenceTree(store, call.terminal()::print);
      used(given).forEach(tree::print);
    } else if (options.graph) {
      text(ReferenceGraph.dot(store, used(given)));
    } else if (options.graphMl) {
      text(ReferenceGraph.graphMl(store, used(given)));
    } else if (options.roots) {
      roots(used(given));
    } else if (options.binding != null) {
      String name = options.binding;
      each(given, path -> binding(path, name));
    } else {
      given.forEach(path ->
          (path.isDerivation() ? new TreeSet<>(outputs(path)) : List.of(path))
              .forEach(this::print));
    }
  }

  private void print(StorePath path) {
    call.terminal().print(path.toString());
  }

  private void text(String text) {
    call.terminal().print(text.stripTrailing());
  }

  private void each(List<StorePath> given, Function<StorePath, String> answer) {
    used(given).forEach(path -> call.terminal().print(answer.apply(path)));
  }

  private void ordered(
      List<StorePath> given, Function<StorePath, ? extends Collection<StorePath>> answer) {
    SortedSet<StorePath> found = new TreeSet<>();
    used(given).forEach(path -> found.addAll(answer.apply(path)));
    TopologicalOrder.of(store, found).forEach(this::print);
  }

  /** With {@code --use-output} and {@code --force-realise} a derivation stands for its outputs. */
  private List<StorePath> used(List<StorePath> given) {
    boolean outputs = call.options().useOutput || call.options().forceRealise;
    List<StorePath> paths = new ArrayList<>();
    for (StorePath path : given) {
      paths.addAll(outputs && path.isDerivation() ? outputs(path) : List.of(path));
    }
    return paths;
  }

  private List<StorePath> outputs(StorePath path) {
    Derivation drv = derivation(path);
    return DerivedPath.all(path).wanted(drv).stream().map(drv::outputPath).toList();
  }

  private Derivation derivation(StorePath path) {
    if (path.isDerivation()) {
      return store.readDerivation(path);
    }
    StorePath deriver = info(path).deriver();
    if (deriver == null) {
      throw new StoreException("path '" + path + "' is not a derivation and has no known deriver");
    }
    return store.readDerivation(deriver);
  }

  private PathInfo info(StorePath path) {
    return store
        .query(path)
        .orElseThrow(() ->
            new CommandException(NixExitCode.FAILED, "path '" + path + "' is not valid", null));
  }

  private SortedSet<StorePath> referrersClosure(StorePath start) {
    SortedSet<StorePath> seen = new TreeSet<>();
    SortedSet<StorePath> pending = new TreeSet<>(List.of(start));
    while (!pending.isEmpty()) {
      StorePath next = pending.removeFirst();
      if (seen.add(next)) {
        pending.addAll(store.referrers(next));
      }
    }
    return seen;
  }

  private String binding(StorePath path, String name) {
    String value = derivation(path).env().get(name);
    if (value == null) {
      throw new CommandException(
          NixExitCode.FAILED,
          "derivation '" + path + "' has no environment binding named '" + name + "'",
          null);
    }
    return firn.eval.value.Bytes.toUnicode(value);
  }

  private void roots(List<StorePath> paths) {
    SortedSet<StorePath> users = new TreeSet<>();
    boolean outputsKeep = call.session().settings().garbagePolicy().keepDerivations();
    for (StorePath path : paths) {
      for (StorePath user : referrersClosure(path)) {
        users.add(user);
        if (outputsKeep && user.isDerivation()) {
          store.outputs(user).forEach(output -> users.addAll(referrersClosure(output)));
        }
      }
    }
    for (Map.Entry<String, StorePath> root : new GarbageCollector(store).roots()) {
      if (users.contains(root.getValue())) {
        call.terminal().print(root.getKey() + " -> " + root.getValue());
      }
    }
  }
}

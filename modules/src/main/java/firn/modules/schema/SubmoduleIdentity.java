package firn.modules.schema;

import firn.eval.value.NixAttrs;
import firn.eval.value.NixList;
import firn.eval.value.Symbol;
import firn.eval.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What tells whether two submodule types are one: declaring an option wraps the modules of its type
 * anew each time, but the modules within stay the values they were.
 */
final class SubmoduleIdentity {
  private final List<Value> modules = new ArrayList<>();

  private SubmoduleIdentity() {}

  static SubmoduleIdentity of(NixAttrs type) {
    SubmoduleIdentity identity = new SubmoduleIdentity();
    Value modules = TypeSchema.at(type, "getSubModules");
    if (modules instanceof NixList list) {
      list.forEach(identity::add);
    } else {
      identity.modules.add(type);
    }
    return identity;
  }

  private void add(Value written) {
    Value module = written.force();
    if (module instanceof NixAttrs set && isWrapper(set)) {
      set.require("imports").asList().forEach(this::add);
    } else {
      modules.add(module);
    }
  }

  private static boolean isWrapper(NixAttrs set) {
    for (Symbol name : set.names()) {
      if (!name.name().equals("_file") && !name.name().equals("imports")) {
        return false;
      }
    }
    return set.has("imports");
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (!(other instanceof SubmoduleIdentity identity)
        || identity.modules.size() != modules.size()) {
      return false;
    }
    for (int i = 0; i < modules.size(); i++) {
      if (modules.get(i) != identity.modules.get(i)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (Value module : modules) {
      hash = 31 * hash + System.identityHashCode(module);
    }
    return hash;
  }
}

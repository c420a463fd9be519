package firn.grammar.antlr;

import static java.util.stream.Collectors.joining;

import firn.grammar.tree.AttrName;
import firn.grammar.tree.AttrSet;
import firn.grammar.tree.Binding;
import firn.grammar.tree.Bindings;
import firn.grammar.tree.DynamicBinding;
import firn.grammar.tree.Expr;
import firn.grammar.tree.Literals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The bindings of a set or {@code let} while they are read: nests attribute paths, merges sets
 * given in pieces, and refuses what is defined twice.
 */
final class Attributes {
  /** In place of the index of a source: {@code inherit} without one. */
  static final int OUTER_SCOPE = -1;

  private static final int FEW = 8;

  private final List<Entry> entries = new ArrayList<>(FEW);
  private final List<DynamicEntry> dynamic = new ArrayList<>(0);
  private final List<Expr> sources = new ArrayList<>(0);

  /** Made once there are more than a few entries. */
  private @Nullable Map<String, Entry> byName;

  boolean hasDynamic() {
    return !dynamic.isEmpty();
  }

  /** {@code path = value;}, the path starting at an offset. */
  void define(List<AttrName> path, int offset, Expr value) {
    Attributes set = this;
    int last = path.size() - 1;
    for (int i = 0; i < last; i++) {
      set = set.nested(path, i, offset, value.end());
    }
    // Here and below no switch over types: it is slow until compiled, and this runs for every name.
    if (path.get(last) instanceof AttrName.Dynamic name) {
      set.dynamic.add(new DynamicEntry(name.name(), offset, value));
    } else {
      String name = ((AttrName.Static) path.get(last)).name();
      set.put(new Entry(name, offset, value), path);
    }
  }

  /** The set that step {@code i} of a path leads to, made where there is none. */
  private Attributes nested(List<AttrName> path, int i, int offset, int end) {
    if (path.get(i) instanceof AttrName.Dynamic name) {
      Attributes set = new Attributes();
      dynamic.add(new DynamicEntry(name.name(), offset, new Pending(set, false, offset, end)));
      return set;
    }
    String name = ((AttrName.Static) path.get(i)).name();
    Entry entry = find(name);
    if (entry == null) {
      Attributes set = new Attributes();
      add(new Entry(name, offset, new Pending(set, false, offset, end)));
      return set;
    }
    Pending pending = entry.open();
    if (pending == null) {
      throw duplicate(path.subList(0, i + 1), offset, entry.offset);
    }
    return pending.attributes;
  }

  /** Adds an entry, merging it with the one of the same name if both are sets. */
  private void put(Entry entry, List<AttrName> path) {
    Entry existing = find(entry.name);
    if (existing == null) {
      add(entry);
      return;
    }
    Pending from = entry.open();
    Pending into = from == null ? null : existing.open();
    if (from == null || into == null) {
      throw duplicate(path, entry.offset, existing.offset);
    }
    into.attributes.absorb(from.attributes, path);
  }

  private void absorb(Attributes other, List<AttrName> path) {
    int shift = sources.size();
    sources.addAll(other.sources);
    for (Entry entry : other.entries) {
      if (entry.kind >= 0) {
        entry.kind += shift;
      }
      List<AttrName> longer = new ArrayList<>(path);
      longer.add(new AttrName.Static(entry.name, entry.offset));
      put(entry, longer);
    }
    dynamic.addAll(other.dynamic);
  }

  /** The {@code e} of {@code inherit (e) …}; returns its index. */
  int addSource(Expr from) {
    sources.add(from);
    return sources.size() - 1;
  }

  /** {@code inherit names;} from a source or the outer scope. */
  void inherit(List<AttrName> names, int from) {
    for (AttrName name : names) {
      if (name instanceof AttrName.Dynamic computed) {
        throw new SyntaxFault(
            "dynamic attributes not allowed in inherit",
            computed.offset(),
            computed.name().end(),
            "write the attribute out as ${name} = set.${name};");
      }
      AttrName.Static known = (AttrName.Static) name;
      Entry existing = find(known.name());
      if (existing != null) {
        throw duplicate(List.of(known), known.offset(), existing.offset);
      }
      add(new Entry(known.name(), known.offset(), from));
    }
  }

  private @Nullable Entry find(String name) {
    if (byName != null) {
      return byName.get(name);
    }
    for (Entry entry : entries) {
      if (entry.name.equals(name)) {
        return entry;
      }
    }
    return null;
  }

  private void add(Entry entry) {
    entries.add(entry);
    if (byName != null) {
      byName.put(entry.name, entry);
    } else if (entries.size() > FEW) {
      byName = HashMap.newHashMap(entries.size() * 2);
      for (Entry known : entries) {
        byName.put(known.name, known);
      }
    }
  }

  /** The finished bindings. */
  Bindings toBindings() {
    if (entries.isEmpty() && dynamic.isEmpty() && sources.isEmpty()) {
      return Bindings.NONE;
    }
    Binding[] named = new Binding[entries.size()];
    for (int i = 0; i < named.length; i++) {
      named[i] = entries.get(i).finish();
    }
    DynamicBinding[] computed = new DynamicBinding[dynamic.size()];
    for (int i = 0; i < computed.length; i++) {
      computed[i] = dynamic.get(i).finish();
    }
    return new Bindings(List.of(named), List.of(computed), List.copyOf(sources));
  }

  private static SyntaxFault duplicate(List<AttrName> path, int offset, int first) {
    String names =
        path.stream()
            .map(step -> step instanceof AttrName.Static name ? Literals.name(name.name()) : "${…}")
            .collect(joining("."));
    return new SyntaxFault(
        "attribute '" + names + "' already defined at",
        first,
        offset,
        offset,
        "remove or rename one of the two");
  }

  private static Expr finish(Object value) {
    return value instanceof Pending pending ? pending.finish() : (Expr) value;
  }

  /** A set that may still grow. */
  private record Pending(Attributes attributes, boolean recursive, int start, int end) {

    Expr finish() {
      return new AttrSet(recursive, attributes.toBindings(), start, end);
    }
  }

  /** One statically known name; the value is an {@link Expr} or {@link Pending}. */
  private final class Entry {
    private static final int PLAIN = -2;

    final String name;
    final int offset;

    /** PLAIN, OUTER_SCOPE, or the index of the source it is inherited from. */
    int kind;

    @Nullable Object value;

    Entry(String name, int offset, Object value) {
      this.name = name;
      this.offset = offset;
      this.kind = PLAIN;
      this.value = value;
    }

    Entry(String name, int offset, int from) {
      this.name = name;
      this.offset = offset;
      this.kind = from;
    }

    /** The value as a set that may grow, or null if it is no set. */
    @Nullable Pending open() {
      if (value instanceof AttrSet set) {
        Attributes attributes = new Attributes();
        attributes.load(set.bindings());
        value = new Pending(attributes, set.recursive(), set.start(), set.end());
      }
      return value instanceof Pending pending ? pending : null;
    }

    Binding finish() {
      return switch (kind) {
        case PLAIN -> new Binding.Plain(name, Attributes.finish(requireValue()), offset);
        case OUTER_SCOPE -> new Binding.Inherited(name, offset);
        default -> new Binding.InheritedFrom(name, kind, offset);
      };
    }

    private Object requireValue() {
      if (value == null) {
        throw new IllegalStateException("plain binding without a value");
      }
      return value;
    }
  }

  private record DynamicEntry(Expr name, int offset, Object value) {

    DynamicBinding finish() {
      return new DynamicBinding(name, Attributes.finish(value), offset);
    }
  }

  private void load(Bindings bindings) {
    for (Binding binding : bindings.named()) {
      add(
          switch (binding) {
            case Binding.Plain plain -> new Entry(plain.name(), plain.offset(), plain.value());
            case Binding.Inherited inherited ->
                new Entry(inherited.name(), inherited.offset(), OUTER_SCOPE);
            case Binding.InheritedFrom inherited ->
                new Entry(inherited.name(), inherited.offset(), inherited.source());
          });
    }
    for (DynamicBinding binding : bindings.dynamic()) {
      dynamic.add(new DynamicEntry(binding.name(), binding.offset(), binding.value()));
    }
    sources.addAll(bindings.inheritSources());
  }
}

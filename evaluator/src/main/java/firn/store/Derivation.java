package firn.store;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A build, described completely: what goes in, what runs, what comes out.
 *
 * <p>Every string holds bytes (ISO-8859-1). Collections are immutable and in the order in which the
 * derivation is written.
 *
 * @param name the name without {@code .drv}
 * @param outputs output name → what is known of it
 * @param inputDrvs derivation → the names of its outputs that are used
 * @param inputSrcs inputs that are not built
 * @param builder the program, or {@code builtin:NAME}
 */
public record Derivation(
    String name,
    SortedMap<String, DerivationOutput> outputs,
    SortedMap<StorePath, SortedSet<String>> inputDrvs,
    SortedSet<StorePath> inputSrcs,
    String system,
    String builder,
    List<String> args,
    SortedMap<String, String> env) {

  /** What the names of derivations in the store end with. */
  public static final String EXTENSION = ".drv";

  private static final String BUILTIN = "builtin:";

  public Derivation {
    outputs = ImmutableSortedMap.copyOfSorted(outputs);
    inputDrvs = ImmutableSortedMap.copyOfSorted(inputDrvs);
    inputSrcs = ImmutableSortedSet.copyOfSorted(inputSrcs);
    args = ImmutableList.copyOf(args);
    env = ImmutableSortedMap.copyOfSorted(env);
  }

  /** As the constructor, from collections in any order. */
  public static Derivation of(
      String name,
      Map<String, DerivationOutput> outputs,
      Map<StorePath, ? extends Set<String>> inputDrvs,
      Collection<StorePath> inputSrcs,
      String system,
      String builder,
      List<String> args,
      Map<String, String> env) {
    ImmutableSortedMap.Builder<StorePath, SortedSet<String>> inputs =
        ImmutableSortedMap.naturalOrder();
    inputDrvs.forEach((path, names) -> inputs.put(path, ImmutableSortedSet.copyOf(names)));
    return new Derivation(
        name,
        ImmutableSortedMap.copyOf(outputs),
        inputs.build(),
        ImmutableSortedSet.copyOf(inputSrcs),
        system,
        builder,
        args,
        ImmutableSortedMap.copyOf(env));
  }

  /**
   * Reads the contents of a {@code .drv} file.
   *
   * @throws MalformedException if it is not exactly what {@link #toAterm} writes
   */
  public static Derivation parse(String aterm, String name) {
    return new DerivationParser(aterm, name).parse();
  }

  /** The contents of the {@code .drv} file (Nix manual, "Derivation ATerm format"). */
  public String toAterm() {
    return DerivationWriter.write(this);
  }

  /** Where this derivation itself lies: a text that refers to all inputs. */
  public StorePath path() {
    return StorePaths.text(name + EXTENSION, toAterm(), references());
  }

  /** What the {@code .drv} file refers to: input sources and input derivations. */
  public SortedSet<StorePath> references() {
    SortedSet<StorePath> all = new TreeSet<>(inputSrcs);
    all.addAll(inputDrvs.keySet());
    return all;
  }

  /**
   * Whether the contents of its one output are known beforehand, so that it may use the network.
   */
  public boolean isFixedOutput() {
    return fixedOutput() != null;
  }

  /** The one output whose contents are known beforehand; null if there is none. */
  public DerivationOutput.@Nullable Fixed fixedOutput() {
    return outputs.size() == 1 && outputs.get("out") instanceof DerivationOutput.Fixed f ? f : null;
  }

  /** Whether the builder runs inside Firn. */
  public boolean isBuiltin() {
    return builder.startsWith(BUILTIN);
  }

  /** The part of the builder after {@code builtin:}; only where {@link #isBuiltin}. */
  public String builtinName() {
    return builder.substring(BUILTIN.length());
  }

  /**
   * The path of an output.
   *
   * @throws StoreException if the derivation has no such output
   */
  public StorePath outputPath(String output) {
    DerivationOutput found = outputs.get(output);
    if (found == null) {
      throw new StoreException("derivation '" + name + "' has no output named '" + output + "'");
    }
    return found.requirePath();
  }
}

package firn.store;

import com.google.common.collect.ImmutableSortedMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The hashes of derivations modulo fixed outputs, remembered: two derivations that differ only in
 * how a fixed output is fetched have the same outputs (Nix thesis, section 5.4).
 *
 * <p>Safe for use by several threads.
 */
public final class DerivationHashes {
  private final Function<StorePath, Derivation> load;
  private final Map<StorePath, SortedMap<String, String>> known = new ConcurrentHashMap<>();

  /**
   * @param load reads an input derivation that was not {@linkplain #remember remembered}
   */
  public DerivationHashes(Function<StorePath, Derivation> load) {
    this.load = load;
  }

  /**
   * Gives every {@linkplain DerivationOutput.Deferred deferred} output its path, in the outputs and
   * in the environment variable of the same name.
   */
  public Derivation complete(Derivation drv) {
    Hash hash = masked(drv);
    SortedMap<String, DerivationOutput> outputs = new TreeMap<>(drv.outputs());
    SortedMap<String, String> env = new TreeMap<>(drv.env());
    outputs.replaceAll((output, value) -> {
      if (!(value instanceof DerivationOutput.Deferred)) {
        return value;
      }
      StorePath path = StorePaths.output(output, hash, drv.name());
      env.put(output, path.toString());
      return new DerivationOutput.InputAddressed(path);
    });
    return new Derivation(
        drv.name(),
        outputs,
        drv.inputDrvs(),
        drv.inputSrcs(),
        drv.system(),
        drv.builder(),
        drv.args(),
        env);
  }

  /** Computes the hash of a complete derivation, so that those that use it need not load it. */
  public void remember(StorePath path, Derivation drv) {
    if (!known.containsKey(path)) {
      known.put(path, outputHashes(drv));
    }
  }

  /**
   * Checks that the outputs are where the inputs say.
   *
   * @throws MalformedException if one is elsewhere
   */
  public void check(Derivation drv) {
    Hash hash = masked(drv);
    drv.outputs()
        .forEach((output, value) -> {
          StorePath expected =
              switch (value) {
                case DerivationOutput.Fixed f ->
                    StorePaths.fixed(StorePaths.outputName(drv.name(), output), f.address());
                default -> StorePaths.output(output, hash, drv.name());
              };
          boolean deferred = value instanceof DerivationOutput.Deferred;
          if (deferred || !value.requirePath().equals(expected)) {
            throw new MalformedException(
                "derivation '"
                    + drv.name()
                    + "' has output '"
                    + output
                    + "' at a path that does not follow from it, should be '"
                    + expected
                    + "'");
          }
        });
  }

  private Hash masked(Derivation drv) {
    return HashAlgorithm.SHA256.hash(DerivationWriter.writeModulo(drv, inputs(drv), true));
  }

  /** Output name → the hash, in base 16, that stands for it where it is an input. */
  private SortedMap<String, String> outputHashes(Derivation drv) {
    DerivationOutput.Fixed fixed = drv.fixedOutput();
    if (fixed != null) {
      String inner =
          "fixed:out:"
              + fixed.address().methodAndAlgorithm()
              + ":"
              + fixed.address().hash().base16()
              + ":"
              + fixed.path();
      return ImmutableSortedMap.of("out", HashAlgorithm.SHA256.hash(inner).base16());
    }
    String text = DerivationWriter.writeModulo(drv, inputs(drv), false);
    String hash = HashAlgorithm.SHA256.hash(text).base16();
    SortedMap<String, String> all = new TreeMap<>();
    drv.outputs().keySet().forEach(output -> all.put(output, hash));
    return all;
  }

  private SortedMap<String, SortedSet<String>> inputs(Derivation drv) {
    SortedMap<String, SortedSet<String>> inputs = new TreeMap<>();
    drv.inputDrvs()
        .forEach((path, outputs) -> {
          SortedMap<String, String> hashes = hashesOf(path);
          for (String output : outputs) {
            String hash = hashes.get(output);
            if (hash == null) {
              throw new MalformedException(
                  "derivation '"
                      + drv.name()
                      + "' uses output '"
                      + output
                      + "' of '"
                      + path
                      + "', which has no such output");
            }
            inputs.computeIfAbsent(hash, h -> new TreeSet<>()).add(output);
          }
        });
    return inputs;
  }

  /** Not {@code computeIfAbsent}: inputs are loaded recursively, which the map forbids. */
  private SortedMap<String, String> hashesOf(StorePath path) {
    SortedMap<String, String> found = known.get(path);
    if (found == null) {
      found = outputHashes(load.apply(path));
      known.put(path, found);
    }
    return found;
  }
}

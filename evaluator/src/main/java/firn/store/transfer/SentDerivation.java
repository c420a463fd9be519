package firn.store.transfer;

import firn.store.ContentAddress;
import firn.store.Derivation;
import firn.store.DerivationOutput;
import firn.store.MalformedException;
import firn.store.StorePath;
import firn.store.StorePaths;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * A derivation as a machine sends it to one that is to build it: with the outputs of other
 * derivations that it needs named as paths, not as derivations. Where its own outputs lie cannot be
 * checked without those, but for fixed ones.
 */
final class SentDerivation {
  /** How long builders, arguments and variables may be together, in bytes. */
  private static final int MAX_BYTES = 64 << 20;

  private static final int MAX_ITEMS = 1 << 16;

  private final Wire wire;
  private final InputStream in;
  private int left = MAX_BYTES;

  private SentDerivation(Wire wire, InputStream in) {
    this.wire = wire;
    this.in = in;
  }

  /**
   * Reads one.
   *
   * @param path the derivation's own path, from which it has its name
   * @throws MalformedException if its outputs cannot be those of a derivation of that name
   */
  static Derivation read(Wire wire, InputStream in, StorePath path) throws IOException {
    if (!path.isDerivation()) {
      throw new MalformedException("'" + path + "' is not the path of a derivation");
    }
    String name = path.name().substring(0, path.name().length() - Derivation.EXTENSION.length());
    return new SentDerivation(wire, in).read(name);
  }

  private Derivation read(String name) throws IOException {
    SortedMap<String, DerivationOutput> outputs = new TreeMap<>();
    int count = count();
    for (int i = 0; i < count; i++) {
      String output = wire.text(in);
      StorePath.checkName(output);
      outputs.put(output, output(StorePaths.outputName(name, output)));
    }
    if (outputs.isEmpty()) {
      throw new MalformedException("derivation '" + name + "' has no outputs");
    }
    SortedSet<StorePath> sources = wire.paths(in);
    String system = wire.text(in);
    String builder = text();
    List<String> arguments = new ArrayList<>();
    count = count();
    for (int i = 0; i < count; i++) {
      arguments.add(text());
    }
    SortedMap<String, String> environment = new TreeMap<>();
    count = count();
    for (int i = 0; i < count; i++) {
      environment.put(text(), text());
    }
    return Derivation.of(name, outputs, Map.of(), sources, system, builder, arguments, environment);
  }

  private DerivationOutput output(String name) throws IOException {
    String path = wire.text(in);
    String algorithm = wire.text(in);
    String hash = wire.text(in);
    if (path.isEmpty()) {
      throw new MalformedException("output '" + name + "' has no path yet, which Firn wants");
    }
    StorePath at = StorePath.parse(path);
    if (algorithm.isEmpty() && hash.isEmpty()) {
      if (!at.name().equals(name)) {
        throw new MalformedException("output '" + at + "' should be called '" + name + "'");
      }
      return new DerivationOutput.InputAddressed(at);
    }
    ContentAddress address = ContentAddress.ofOutput(algorithm, hash);
    StorePath expected = StorePaths.fixed(name, address);
    if (!at.equals(expected)) {
      throw new MalformedException("output '" + at + "' should be '" + expected + "'");
    }
    return new DerivationOutput.Fixed(at, address);
  }

  private int count() throws IOException {
    long count = Wire.number(in);
    if (count < 0 || count > MAX_ITEMS) {
      throw new MalformedException("the client's derivation claims too many parts");
    }
    return (int) count;
  }

  private String text() throws IOException {
    String text = wire.text(in, left);
    left -= text.length();
    return text;
  }
}

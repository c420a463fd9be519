package firn.store;

import com.google.common.collect.ImmutableSortedSet;
import java.util.Collection;

/** How store paths follow from contents (Nix manual, "Complete Store Path Calculation"). */
public final class StorePaths {
  private StorePaths() {}

  /** Where a text with these references lies. */
  public static StorePath text(String name, Hash sha256, Collection<StorePath> references) {
    return make(withReferences("text", references, false), sha256, name);
  }

  /** Where a text, whose chars are bytes, with these references lies. */
  public static StorePath text(String name, String bytes, Collection<StorePath> references) {
    return text(name, HashAlgorithm.SHA256.hash(bytes), references);
  }

  /** Where contents without references lie. */
  public static StorePath fixed(String name, ContentAddress address) {
    return fixed(name, address, ImmutableSortedSet.of(), false);
  }

  /**
   * Where contents with these references lie.
   *
   * @param self whether the contents refer to the path itself
   * @throws MalformedException if the name is illegal, or references are given where the method
   *     cannot have them
   */
  public static StorePath fixed(
      String name, ContentAddress address, Collection<StorePath> references, boolean self) {
    if (address.method() == ContentAddress.Method.TEXT) {
      return text(name, address.hash(), references);
    }
    if (address.method() == ContentAddress.Method.RECURSIVE
        && address.hash().algorithm() == HashAlgorithm.SHA256) {
      return make(withReferences("source", references, self), address.hash(), name);
    }
    if (self || !references.isEmpty()) {
      throw new MalformedException(
          "fixed output '" + name + "' is not allowed to refer to other store paths");
    }
    String inner = "fixed:out:" + address.methodAndAlgorithm() + ":" + address.hash().base16();
    return make("output:out", HashAlgorithm.SHA256.hash(inner + ":"), name);
  }

  /**
   * Where an output of a derivation lies.
   *
   * @param derivationHash the derivation's hash modulo fixed outputs
   * @param derivationName the name without {@code .drv}
   */
  public static StorePath output(String output, Hash derivationHash, String derivationName) {
    return make("output:" + output, derivationHash, outputName(derivationName, output));
  }

  /** {@code NAME}, or {@code NAME-OUTPUT} for every output but {@code out}. */
  public static String outputName(String derivationName, String output) {
    return output.equals("out") ? derivationName : derivationName + "-" + output;
  }

  /**
   * What stands for an output's path in a derivation until the path is known ({@code
   * builtins.placeholder}).
   */
  public static String placeholder(String output) {
    return "/" + HashAlgorithm.SHA256.hash("nix-output:" + output).nix32();
  }

  private static String withReferences(
      String type, Collection<StorePath> references, boolean self) {
    if (references.isEmpty() && !self) {
      return type;
    }
    StringBuilder out = new StringBuilder(type);
    for (StorePath reference : ImmutableSortedSet.copyOf(references)) {
      out.append(':').append(reference);
    }
    return (self ? out.append(":self") : out).toString();
  }

  private static StorePath make(String type, Hash inner, String name) {
    StorePath.checkName(name);
    String fingerprint =
        type + ":" + inner.prefixed(HashFormat.BASE16) + ":" + StorePath.STORE_DIR + ":" + name;
    byte[] digest = HashAlgorithm.SHA256.hash(fingerprint).compress(20);
    return StorePath.ofBaseName(Nix32.encode(digest) + "-" + name);
  }
}

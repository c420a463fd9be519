package firn.eval.value;

/** One store path a string refers to, as a whole path {@code /nix/store/…}. */
public sealed interface ContextElement {

  /** The store path. */
  String path();

  /** Nix's notation of it. */
  String encoded();

  /** A path that exists, or will, as it is. */
  record Opaque(String path) implements ContextElement {
    @Override
    public String encoded() {
      return path;
    }
  }

  /** A derivation with all its outputs and everything it was made from. */
  record DerivationClosure(String path) implements ContextElement {
    @Override
    public String encoded() {
      return "=" + path;
    }
  }

  /** One output of the derivation at {@code path}. */
  record Output(String path, String output) implements ContextElement {
    @Override
    public String encoded() {
      return "!" + output + "!" + path;
    }
  }

  /** Reads the notation. */
  static ContextElement decode(String encoded) {
    if (encoded.startsWith("=")) {
      return new DerivationClosure(encoded.substring(1));
    }
    if (encoded.startsWith("!")) {
      int end = encoded.indexOf('!', 1);
      return new Output(encoded.substring(end + 1), encoded.substring(1, end));
    }
    return new Opaque(encoded);
  }
}

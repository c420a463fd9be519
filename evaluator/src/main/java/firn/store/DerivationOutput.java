package firn.store;

/** What a derivation says of one of its outputs. */
public sealed interface DerivationOutput {

  /** An output whose path follows from the derivation's inputs. */
  record InputAddressed(StorePath path) implements DerivationOutput {}

  /** An output whose contents are known beforehand; the path follows from them. */
  record Fixed(StorePath path, ContentAddress address) implements DerivationOutput {}

  /** An output whose path is not computed yet: only in derivations under construction. */
  record Deferred() implements DerivationOutput {}

  /**
   * The path.
   *
   * @throws IllegalStateException if it is not computed yet
   */
  default StorePath requirePath() {
    return switch (this) {
      case InputAddressed i -> i.path();
      case Fixed f -> f.path();
      case Deferred d -> throw new IllegalStateException("output path not computed");
    };
  }
}

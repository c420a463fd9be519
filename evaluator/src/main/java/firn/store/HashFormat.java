package firn.store;

/** How a hash is written. */
public enum HashFormat {
  /** Lower-case hexadecimal. */
  BASE16,
  /** Nix's own base 32: no {@code e o t u}, least significant digit last. */
  NIX32,
  /** Base 64 with padding (RFC 4648, section 4). */
  BASE64,
  /** Subresource Integrity: the algorithm, a dash, base 64. */
  SRI
}

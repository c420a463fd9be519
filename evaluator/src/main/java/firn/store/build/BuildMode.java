package firn.store.build;

/** What to do with the derivations that are asked for; what they need is built as usual. */
public enum BuildMode {
  /** Build them unless their outputs are valid. */
  NORMAL,
  /** Build again what is valid, keep nothing, and compare: is the build reproducible? */
  CHECK,
  /** Build whatever is there, and put the result in the place of what is there. */
  REPAIR
}

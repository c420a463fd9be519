package firn.manifest;

/**
 * Something a container needs that its host must have already.
 *
 * @param value an absolute path, or the name of an interface
 * @param option the option that asks for it
 * @param place {@code file:line:column} of its definition, empty if unknown
 */
public record ContainerNeed(Kind kind, String value, String option, String place) {
  /** What is needed. */
  public enum Kind {
    PATH,
    INTERFACE
  }
}

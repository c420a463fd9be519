package firn.manifest;

/**
 * A file below {@code /etc}.
 *
 * @param source the store path (or a path below one) it comes from
 * @param mode {@code symlink}, or octal permissions, which make it a copy
 * @param user owner of a copy, a name or a number
 * @param group group of a copy, a name or a number
 */
public record EtcEntry(String source, String mode, String user, String group) {
  /** Whether the entry is a link into the store rather than a copy. */
  public boolean isLink() {
    return mode.equals("symlink");
  }
}

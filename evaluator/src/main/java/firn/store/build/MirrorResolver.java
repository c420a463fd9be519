package firn.store.build;

import java.util.List;

/** Says where the files behind {@code mirror://NAME/…} really are. */
@FunctionalInterface
public interface MirrorResolver {
  /** Knows no mirror. */
  MirrorResolver NONE = name -> List.of();

  /**
   * The base URLs of a mirror, best first, without a final slash.
   *
   * @param name the part after {@code mirror://}, such as {@code debian}
   */
  List<String> bases(String name);
}

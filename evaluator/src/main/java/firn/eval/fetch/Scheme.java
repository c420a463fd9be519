package firn.eval.fetch;

import firn.eval.error.EvalException;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** One kind of inputs: how they are written, and how they are got. */
interface Scheme {

  /** The value of {@code type}. */
  String type();

  /** The attributes it knows besides {@code type}, {@code narHash} and {@code __final}. */
  Set<String> attributes();

  /**
   * Reads a URL of this kind; empty where it is of another.
   *
   * @param tree whether a folder is wanted, so that a URL of something else is not one
   * @throws EvalException if the URL is wrong
   */
  Optional<FetchAttributes> fromUrl(Url url, boolean tree);

  /**
   * Checks attributes and brings them into their usual form.
   *
   * @throws EvalException if they are wrong
   */
  FetchAttributes check(FetchAttributes attributes);

  Url toUrl(FetchAttributes attributes);

  /** Whether the attributes alone say which contents are meant. */
  default boolean isLocked(FetchAttributes attributes) {
    return attributes.has("narHash");
  }

  /** What names the contents, so that they need not be got again; empty where nothing does. */
  default Optional<String> fingerprint(FetchAttributes attributes) {
    return Optional.empty();
  }

  /** The attributes with branch and revision put in their places. */
  default FetchAttributes overridden(
      FetchAttributes attributes, Optional<String> ref, Optional<String> rev) {
    if (ref.isPresent()) {
      throw new EvalException(
          "don't know how to set branch/tag name of input '"
              + toUrl(attributes)
              + "' to '"
              + ref.get()
              + "'");
    }
    if (rev.isPresent()) {
      throw new EvalException(
          "don't know how to set revision of input '"
              + toUrl(attributes)
              + "' to '"
              + rev.get()
              + "'");
    }
    return attributes;
  }

  /** Gets the contents. */
  Fetched fetch(FetchAttributes attributes, Means means) throws IOException, InterruptedException;
}

package firn.eval.flake;

import firn.eval.fetch.FetchAttributes;
import firn.eval.fetch.Input;
import firn.eval.fetch.Url;

/**
 * Names a flake: an input, and the folder in it where {@code flake.nix} lies.
 *
 * @param directory empty for the root
 */
public record FlakeRef(Input input, String directory) {

  /** Reads attributes, of which {@code dir} is the folder. */
  public static FlakeRef of(FetchAttributes attributes) {
    return new FlakeRef(Input.of(attributes.without("dir")), attributes.text("dir").orElse(""));
  }

  /** The attributes, with {@code dir} where the folder is not the root; as lock files have them. */
  public FetchAttributes attributes() {
    FetchAttributes all = input.attributes().without("__final");
    return directory.isEmpty() ? all : all.with("dir", directory);
  }

  /** The folder of the flake below the root of the tree: empty, or with a leading slash. */
  String suffix() {
    return directory.isEmpty() ? "" : "/" + directory;
  }

  /** As a URL. */
  @Override
  public String toString() {
    Url url = input.toUrl();
    return (directory.isEmpty() ? url : url.withParameter("dir", directory)).toString();
  }
}

package firn.eval.flake;

import firn.eval.fetch.FetchedTree;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixPath;
import java.util.Map;
import java.util.Optional;

/**
 * A flake that was fetched and read.
 *
 * @param original as it was named
 * @param resolved where a registry says it is
 * @param locked which contents these are
 * @param tree the tree it is part of
 * @param folder the folder of its {@code flake.nix}
 * @param description what it says of itself
 * @param inputs by name, in the order of names
 * @param file the value of {@code flake.nix}
 */
public record Flake(
    FlakeRef original,
    FlakeRef resolved,
    FlakeRef locked,
    FetchedTree tree,
    NixPath folder,
    Optional<String> description,
    Map<String, FlakeInput> inputs,
    NixAttrs file) {

  NixPath lockFile() {
    return NixPath.of(folder.path() + "/flake.lock");
  }
}

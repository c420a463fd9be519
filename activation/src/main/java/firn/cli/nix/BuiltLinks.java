package firn.cli.nix;

import firn.cli.DerivationSearch;
import firn.cli.Session;
import firn.store.DerivedPath;
import firn.store.StorePath;
import firn.store.build.BuildFailure;
import firn.store.local.Roots;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds what was found and links to it, as {@code nix-build} does: {@code result}, {@code
 * result-2} for the second derivation, and the name of every output but {@code out} after that.
 *
 * @param link the first link; null for none
 */
record BuiltLinks(Session session, @Nullable Path link) {

  static List<DerivedPath> wanted(List<DerivationSearch.Found> found) {
    return found.stream()
        .map(one -> DerivedPath.of(one.derivation(), List.of(one.output())))
        .toList();
  }

  /**
   * @return the outputs, in the order in which they were found
   * @throws NixBuildFailure if a build fails
   */
  List<StorePath> build(List<DerivationSearch.Found> found) {
    try {
      session.realise(wanted(found));
    } catch (BuildFailure failed) {
      throw new NixBuildFailure(failed);
    }
    List<StorePath> outputs = new ArrayList<>();
    List<StorePath> derivations = new ArrayList<>();
    for (DerivationSearch.Found one : found) {
      if (!derivations.contains(one.derivation())) {
        derivations.add(one.derivation());
      }
      int number = derivations.indexOf(one.derivation()) + 1;
      StorePath out = session.store().readDerivation(one.derivation()).outputPath(one.output());
      outputs.add(out);
      if (link != null) {
        String suffix =
            (number == 1 ? "" : "-" + number)
                + (one.output().equals("out") ? "" : "-" + one.output());
        new Roots(session.store().layout()).add(Path.of(link + suffix), out);
      }
    }
    return outputs;
  }
}

package firn.eval.library;

import firn.eval.builtin.Builtin;
import firn.eval.builtin.BuiltinProvider;
import firn.eval.builtin.EvalContext;
import firn.eval.fetch.Fetcher;
import firn.eval.flake.FlakeBuiltins;
import java.util.List;
import java.util.stream.Stream;

/** All builtins of the language. */
public final class Library implements BuiltinProvider {

  @Override
  public List<Builtin> builtins(EvalContext context) {
    Fetcher fetcher = new Fetcher(context.settings().fetch(), context.store(), context::log);
    return Stream.of(
            Constants.of(context),
            Types.all(),
            Numbers.all(),
            Lists.all(),
            ListFunctions.all(),
            Attributes.all(),
            AttributeFunctions.all(),
            Strings.of(context),
            Versions.all(),
            Patterns.all(),
            Contexts.of(context),
            OutputReferences.of(context),
            Control.of(context),
            Closures.all(),
            Files.of(context),
            Imports.of(context),
            Sources.of(context),
            Hashes.of(context),
            Derivations.of(context),
            Notations.of(context),
            Fetchers.of(context, fetcher),
            MercurialFetcher.of(context, fetcher),
            ClosureFetcher.of(context),
            FileFetchers.of(context, fetcher),
            FlakeBuiltins.of(context, fetcher))
        .flatMap(List::stream)
        .toList();
  }
}

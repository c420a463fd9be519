package firn.cli.nix;

import firn.cli.CommandException;
import firn.cli.Session;
import firn.cli.SessionOptions;
import firn.cli.StoreUrls;
import firn.cli.Terminal;
import firn.cli.store.Transfer;
import firn.store.StorePath;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nix copy}. */
@Command(
    name = "copy",
    mixinStandardHelpOptions = true,
    description = "Copy paths, and all they refer to, between stores and caches.")
final class NixCommandCopy implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin SessionOptions session;
  @Mixin Installables installables;

  @Option(names = "--from", paramLabel = "STORE", description = "A store's folder, or a cache.")
  @Nullable String from;

  @Option(names = "--to", paramLabel = "STORE", description = "A store's folder, or a cache.")
  @Nullable String to;

  @Option(names = "--no-check-sigs", description = "Want no signatures.")
  boolean noCheckSignatures;

  @Option(names = "--no-recursive", description = "Only these, not what they refer to.")
  boolean alone;

  @Option(names = "--all", description = "All valid paths.")
  boolean all;

  @Option(
      names = {"-s", "--substitute-on-destination"},
      hidden = true)
  boolean accepted;

  NixCommandCopy(Terminal terminal) {
    this.terminal = terminal;
    this.session = new SessionOptions();
    this.installables = new Installables();
  }

  @Override
  public Integer call() throws InterruptedException {
    if (from == null && to == null) {
      throw new CommandException(NixExitCode.FAILED, "you must pass '--from' and/or '--to'", null);
    }
    String source = from;
    if (source != null && to != null) {
      // Between two others: the one named by --from is opened as this command's own.
      if (StoreUrls.isCache(source)) {
        session.substituters = source;
        session.settings.addAll(List.of("require-sigs", Boolean.toString(!noCheckSignatures)));
        return fromCache(source, to);
      }
      session.store(source);
      source = null;
    }
    try (Session opened = new Session(session, terminal, true)) {
      List<String> names = names(opened);
      Transfer transfer = new Transfer(opened.stores(), terminal, !noCheckSignatures, !alone);
      if (source != null) {
        transfer.from(source, names);
      } else if (to != null) {
        transfer.to(to, names);
      }
    }
    return NixExitCode.DONE;
  }

  private Integer fromCache(String source, String target) throws InterruptedException {
    if (StoreUrls.isCache(target)) {
      throw new CommandException(
          NixExitCode.FAILED,
          "Firn does not copy from one cache to another",
          "Copy to a store first.");
    }
    session.store(target);
    try (Session opened = new Session(session, terminal, true)) {
      new Transfer(opened.stores(), terminal, !noCheckSignatures, !alone)
          .from(source, names(opened));
    }
    return NixExitCode.DONE;
  }

  private List<String> names(Session opened) {
    List<String> names = new ArrayList<>();
    if (all) {
      opened.store().validPaths().forEach(path -> names.add(path.toString()));
      return names;
    }
    Installables.Resolved what = installables.resolve(opened, session);
    what.paths().stream().map(StorePath::toString).forEach(names::add);
    new BuiltLinks(opened, null).build(what.found()).forEach(path -> names.add(path.toString()));
    return names;
  }
}

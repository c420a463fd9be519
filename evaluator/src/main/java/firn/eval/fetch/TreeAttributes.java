package firn.eval.fetch;

import firn.eval.value.AttrsBuilder;
import firn.eval.value.Context;
import firn.eval.value.ContextElement;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixBool;
import firn.eval.value.NixInt;
import firn.eval.value.NixString;
import firn.eval.value.Thunk;
import firn.eval.value.Value;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** What the language sees of a fetched tree (Nix manual, {@code fetchTree}). */
public final class TreeAttributes {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);

  private TreeAttributes() {}

  /** {@code yyyymmddHHMMSS} in universal time. */
  public static String date(long seconds) {
    return DATE.format(Instant.ofEpochSecond(seconds));
  }

  private static Value uncounted(Input input) {
    throw new FetchFailure(
        "the revisions of '"
            + input
            + "' cannot be counted: it is a shallow Git repository, which needs 'shallow = true;'",
        null);
  }

  /**
   * The attributes of a tree.
   *
   * @param zeroes whether a revision that is not known is one of zeroes, as {@code fetchGit} has it
   */
  public static NixAttrs of(FetchedTree tree, boolean zeroes) {
    Input input = tree.input();
    FetchAttributes known = input.attributes();
    AttrsBuilder set = new AttrsBuilder(8);
    String path = tree.path().toString();
    set.put("outPath", NixString.of(path, Context.of(new ContextElement.Opaque(path))));
    set.put("narHash", NixString.of(tree.narHash().sri()));
    if (input.type().equals("git")) {
      set.put("submodules", NixBool.of(known.flag("submodules")));
    }
    Optional<String> rev =
        input.rev().or(() -> zeroes ? Optional.of("0".repeat(40)) : Optional.empty());
    if (rev.isPresent()) {
      set.put("rev", NixString.of(rev.get()));
      set.put("shortRev", NixString.of(rev.get().substring(0, 7)));
    }
    Optional<Long> count = input.revCount();
    boolean cut = input.type().equals("git") && input.rev().isPresent() && !known.flag("shallow");
    if (count.isPresent()) {
      set.put("revCount", NixInt.of(count.get()));
    } else if (cut) {
      // Only who asks for the count needs the history.
      set.put("revCount", Thunk.of(() -> uncounted(input)));
    } else if (zeroes) {
      set.put("revCount", NixInt.of(0));
    }
    known.text("dirtyRev").ifPresent(dirty -> set.put("dirtyRev", NixString.of(dirty)));
    known.text("dirtyShortRev").ifPresent(dirty -> set.put("dirtyShortRev", NixString.of(dirty)));
    input
        .lastModified()
        .ifPresent(seconds -> {
          set.put("lastModified", NixInt.of(seconds));
          set.put("lastModifiedDate", NixString.of(date(seconds)));
        });
    return set.build();
  }
}

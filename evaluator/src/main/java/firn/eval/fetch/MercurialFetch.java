package firn.eval.fetch;

import firn.store.HashAlgorithm;
import firn.store.SourceFilter;
import firn.store.posix.PathBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Gets one Mercurial input: a changed checkout of this machine, or the files of a commit. */
final class MercurialFetch {
  private static final String REFS = "hg-ref";

  private final FetchAttributes attributes;
  private final Means means;
  private final Url url;

  /** What Mercurial is given: a folder of this machine, or the URL. */
  private final String source;

  MercurialFetch(FetchAttributes attributes, Means means) {
    this.attributes = attributes;
    this.means = means;
    this.url = Url.parse(attributes.require("url")).orElseThrow();
    this.source = url.scheme().equals("file") ? url.path() : url.toString();
  }

  Fetched fetch() throws IOException, InterruptedException {
    boolean checkout =
        url.scheme().equals("file")
            && !attributes.has("ref")
            && !attributes.has("rev")
            && Files.isDirectory(PathBytes.toPath(source).resolve(".hg"));
    return checkout && isChanged() ? workTree() : commit();
  }

  private boolean isChanged() throws IOException, InterruptedException {
    return !Mercurial.run("status", "-R", source, "--modified", "--added", "--removed").isEmpty();
  }

  /** The tracked files as they lie. */
  private Fetched workTree() throws IOException, InterruptedException {
    if (!means.settings().allowDirty()) {
      throw new FetchFailure("Mercurial tree '" + source + "' is unclean", null);
    }
    if (means.settings().warnDirty()) {
      means.log().accept("warning: Mercurial tree '" + source + "' is unclean");
    }
    String branch = Mercurial.run("branch", "-R", source).strip();
    String tracked =
        Mercurial.run(
            "status", "-R", source, "--clean", "--modified", "--added", "--no-status", "--print0");
    Set<String> files = new HashSet<>();
    for (String file : tracked.split("\0", -1)) {
      for (String p = file; !p.isEmpty() && files.add(p); ) {
        p = p.substring(0, Math.max(0, p.lastIndexOf('/')));
      }
    }
    return new Fetched(
        attributes.with("ref", branch),
        PathBytes.toPath(source),
        (path, type) -> files.contains(path),
        false);
  }

  private Fetched commit() throws IOException, InterruptedException {
    Path clone =
        means.settings().cache().resolve("hg").resolve(HashAlgorithm.SHA256.hash(source).nix32());
    String wanted = attributes.text("rev").or(() -> recent(clone)).orElse("");
    if (wanted.isEmpty() || !has(clone, wanted)) {
      update(clone);
    }
    String version = wanted.isEmpty() ? attributes.text("ref").orElse("default") : wanted;
    List<String> known =
        List.of(log(clone, version, "{node} {rev} {branch}").strip().split(" ", 3));
    String rev = known.getFirst();
    FetchAttributes all =
        attributes
            .with("rev", rev)
            .with("revCount", Long.parseLong(known.get(1)))
            .with("ref", known.get(2));
    if (!attributes.has("rev")) {
      means.cache().put(REFS, refKey(), FetchAttributes.EMPTY.with("rev", rev));
    }
    Path tree = means.temporary().resolve("tree");
    Mercurial.run("archive", "-R", clone.toString(), "-r", rev, "--", tree.toString());
    Files.deleteIfExists(tree.resolve(".hg_archival.txt"));
    return new Fetched(all, tree, SourceFilter.ALL, true);
  }

  private FetchAttributes refKey() {
    return FetchAttributes.EMPTY
        .with("url", url.toString())
        .with("ref", attributes.text("ref").orElse("default"));
  }

  /** What the branch or tag was, if that was asked for not long ago. */
  private Optional<String> recent(Path clone) {
    return Files.isDirectory(clone)
        ? means
            .cache()
            .find(REFS, refKey())
            .filter(FetchCache.Entry::isFresh)
            .flatMap(entry -> entry.value().text("rev"))
        : Optional.empty();
  }

  private static String log(Path clone, String version, String template)
      throws IOException, InterruptedException {
    return Mercurial.run("log", "-R", clone.toString(), "-r", version, "--template", template);
  }

  private static boolean has(Path clone, String rev) throws IOException, InterruptedException {
    if (!Files.isDirectory(clone)) {
      return false;
    }
    try {
      return log(clone, rev, "1").equals("1");
    } catch (FetchFailure e) {
      return false;
    }
  }

  private void update(Path clone) throws IOException, InterruptedException {
    means.log().accept("fetching Mercurial repository '" + url + "'...");
    if (!Files.isDirectory(clone)) {
      Files.createDirectories(clone.getParent());
      Mercurial.run("clone", "--noupdate", "--", source, clone.toString());
      return;
    }
    try {
      Mercurial.run("pull", "-R", clone.toString(), "--", source);
    } catch (FetchFailure e) {
      // A pull that was killed leaves a transaction behind, which nothing can be added to.
      if (!String.valueOf(e.getMessage()).contains("abandoned transaction")) {
        throw e;
      }
      Mercurial.run("recover", "-R", clone.toString());
      Mercurial.run("pull", "-R", clone.toString(), "--", source);
    }
  }
}

package firn.eval.fetch;

import firn.eval.fetch.git.GitRepository;
import firn.eval.fetch.git.Mirror;
import firn.eval.fetch.git.WorkTree;
import firn.eval.value.Bytes;
import firn.store.HashAlgorithm;
import firn.store.SourceFilter;
import firn.store.posix.PathBytes;
import firn.store.posix.Posix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Gets one Git input: a checkout of this machine as it lies, or the tree of a commit. */
final class GitFetch {
  private static final String HEADS = "git-head";
  private static final String FETCHED = "git-fetched";

  private final FetchAttributes attributes;
  private final Means means;
  private final Url url;

  GitFetch(FetchAttributes attributes, Means means) {
    this.attributes = attributes;
    this.means = means;
    this.url = Url.parse(attributes.require("url")).orElseThrow();
  }

  /** The repository on this machine that the URL names; empty where it is elsewhere. */
  Optional<Path> local() {
    return url.scheme().equals("file")
        ? Optional.of(PathBytes.toPath(url.path()).toAbsolutePath().normalize())
        : Optional.empty();
  }

  Fetched workTree() throws IOException {
    Path root = local().orElseThrow();
    WorkTree tree = WorkTree.read(root);
    FetchAttributes known = attributes;
    try (GitRepository repository = GitRepository.open(root)) {
      if (!tree.isDirty()) {
        String rev = tree.head().orElseThrow();
        known = known.with("ref", tree.ref().orElse("HEAD")).with("rev", rev);
        if (!attributes.flag("shallow") && !repository.isShallow()) {
          known = known.with("revCount", repository.revisionCount(rev));
        }
      } else {
        dirty(root);
        if (tree.head().isPresent()) {
          String rev = tree.head().get();
          known =
              known
                  .with("dirtyRev", rev + "-dirty")
                  .with("dirtyShortRev", rev.substring(0, 7) + "-dirty");
        }
      }
      known =
          known.with(
              "lastModified",
              tree.head().isPresent() ? repository.lastModified(tree.head().get()) : 0);
    }
    Set<String> files = new HashSet<>();
    collect(tree, "", files);
    return new Fetched(known, root, (path, type) -> files.contains(path), false);
  }

  private void dirty(Path root) {
    if (!means.settings().allowDirty()) {
      throw new FetchFailure("Git tree '" + root + "' is dirty", null);
    }
    if (means.settings().warnDirty()) {
      means.log().accept("warning: Git tree '" + PathBytes.of(root) + "' is dirty");
    }
  }

  /** The tracked files with the folders above them. */
  private void collect(WorkTree tree, String prefix, Set<String> files) throws IOException {
    for (String file : tree.files()) {
      withFolders(prefix + file, files);
    }
    for (String submodule : tree.submodules()) {
      Path inside = PathBytes.toPath(PathBytes.of(tree.root()) + "/" + submodule);
      withFolders(prefix + submodule, files);
      if (attributes.flag("submodules") && GitRepository.isCheckout(inside)) {
        collect(WorkTree.read(inside), prefix + submodule + "/", files);
      }
    }
  }

  private static void withFolders(String path, Set<String> files) {
    for (String p = path; files.add(p); p = p.substring(0, p.lastIndexOf('/'))) {
      if (p.indexOf('/') < 0) {
        return;
      }
    }
  }

  Fetched commit() throws IOException, InterruptedException {
    Optional<Path> local = local();
    return local.isPresent() ? commit(local.get(), true) : commit(mirrored(), false);
  }

  private Fetched commit(Path folder, boolean local) throws IOException, InterruptedException {
    try (GitRepository repository = GitRepository.open(folder)) {
      String ref = local ? attributes.text("ref").orElse(repository.defaultRef()) : remoteRef();
      FetchAttributes known = attributes.with("ref", ref);
      String rev = attributes.text("rev").orElse("");
      if (rev.isEmpty()) {
        rev =
            repository
                .resolve(local ? ref : full(ref))
                .orElseThrow(() ->
                    new FetchFailure(
                        "the Git repository '" + url + "' has no branch or tag '" + ref + "'",
                        null));
      } else if (!repository.has(rev)) {
        throw new FetchFailure(
            "Cannot find Git revision '"
                + rev
                + "' in ref '"
                + ref
                + "' of repository '"
                + url
                + "'! "
                + "Please make sure that the rev exists on the ref you've specified or add allRefs = true; to fetchGit.",
            null);
      }
      known = known.with("rev", rev).with("lastModified", repository.lastModified(rev));
      if (!attributes.flag("shallow") && !repository.isShallow()) {
        known = known.with("revCount", repository.revisionCount(rev));
      }
      Path target = means.temporary().resolve("tree");
      repository.export(rev, PathBytes.of(target), attributes.flag("exportIgnore"));
      if (attributes.flag("submodules")) {
        submodules(repository, rev, PathBytes.of(target), local);
      }
      return new Fetched(known, target, SourceFilter.ALL, true);
    }
  }

  private void submodules(GitRepository repository, String rev, String target, boolean local)
      throws IOException, InterruptedException {
    for (GitRepository.Submodule one : repository.submodules(rev).values()) {
      String base = local ? repository.origin().orElse(url.toString()) : url.toString();
      FetchAttributes inner =
          FetchAttributes.EMPTY
              .with("type", "git")
              .with("url", resolve(base, Bytes.ofUnicode(one.url())))
              .with("rev", one.revision())
              .with("submodules", true)
              .with("allRefs", true);
      Fetched fetched = new GitFetch(Input.of(inner).attributes(), means).commit();
      String place = target + "/" + Bytes.ofUnicode(one.path());
      String parent = place.substring(0, place.lastIndexOf('/'));
      Posix.chmod(parent, 0755);
      Posix.rmdir(place);
      Posix.chmod(PathBytes.of(fetched.root()), 0755);
      Posix.rename(PathBytes.of(fetched.root()), place);
    }
  }

  /** The URL of a submodule; one that starts with a dot is relative to the repository's. */
  private static String resolve(String base, String given) {
    if (!given.startsWith("./") && !given.startsWith("../")) {
      return given;
    }
    String whole = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    String rest = given;
    while (true) {
      if (rest.startsWith("./")) {
        rest = rest.substring(2);
      } else if (rest.startsWith("../")) {
        rest = rest.substring(3);
        whole = whole.substring(0, Math.max(0, whole.lastIndexOf('/')));
      } else {
        return whole + "/" + rest;
      }
    }
  }

  private static String full(String ref) {
    return ref.startsWith("refs/") || ref.equals("HEAD") ? ref : "refs/heads/" + ref;
  }

  private Mirror mirror() {
    String name =
        HashAlgorithm.SHA256
            .hash(url.toString() + (attributes.flag("shallow") ? ";shallow" : ""))
            .nix32();
    return new Mirror(
        means.settings().cache().resolve("git").resolve(name), Bytes.toUnicode(url.toString()));
  }

  /** The branch meant: the one given, else the one the remote's {@code HEAD} names. */
  private String remoteRef() throws IOException {
    Optional<String> given = attributes.text("ref");
    if (given.isPresent()) {
      return given.get();
    }
    FetchAttributes key = FetchAttributes.EMPTY.with("url", url.toString());
    Optional<FetchCache.Entry> known = means.cache().find(HEADS, key);
    boolean settled = known.isPresent() && (known.get().isFresh() || attributes.has("rev"));
    if (settled) {
      return known.get().value().require("ref");
    }
    Optional<String> head = mirror().remoteHead().map(Bytes::ofUnicode);
    if (head.isEmpty()) {
      means
          .log()
          .accept("warning: could not read HEAD ref from repo at '" + url + "', using 'master'");
    }
    String ref = head.orElse("master");
    means.cache().put(HEADS, key, FetchAttributes.EMPTY.with("ref", ref));
    return ref;
  }

  /** The mirror of the remote, with the commit wanted in it if it can be had. */
  private Path mirrored() throws IOException {
    Mirror mirror = mirror();
    Optional<String> rev = attributes.text("rev");
    if (rev.isPresent() && mirror.exists()) {
      try (GitRepository repository = GitRepository.open(mirror.folder())) {
        if (repository.has(rev.get())) {
          return mirror.folder();
        }
      }
    }
    String ref = full(remoteRef());
    FetchAttributes key = FetchAttributes.EMPTY.with("url", url.toString()).with("ref", ref);
    boolean known =
        rev.isEmpty()
            && mirror.exists()
            && means.cache().find(FETCHED, key).filter(FetchCache.Entry::isFresh).isPresent();
    if (known) {
      return mirror.folder();
    }
    means.log().accept("fetching Git repository '" + url + "'...");
    boolean shallow = attributes.flag("shallow");
    boolean all = attributes.flag("allRefs");
    try {
      mirror.fetch(List.of(all ? "refs/*" : rev.orElse(ref)), shallow);
    } catch (IOException refused) {
      if (rev.isEmpty() || all) {
        throw refused;
      }
      // Not every server gives single commits away.
      mirror.fetch(List.of(ref), false);
    }
    means.cache().put(FETCHED, key, FetchAttributes.EMPTY.with("ref", ref));
    return mirror.folder();
  }
}

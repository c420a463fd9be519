package firn.store.build.builtin;

import firn.store.Hash;
import firn.store.HashAlgorithm;
import firn.store.HashFormat;
import firn.store.MalformedException;
import firn.store.build.Attributes;
import firn.store.build.BuildContext;
import firn.store.build.BuildException;
import firn.store.build.BuiltinBuilder;
import firn.store.fetch.Downloader;
import firn.store.fetch.FetchException;
import firn.store.fetch.Limit;
import firn.store.local.FileTrees;
import firn.store.local.PartialDownload;
import firn.store.nar.NarDecoder;
import firn.store.nar.TreeWriter;
import firn.store.posix.Changes;
import firn.store.posix.PathBytes;
import firn.store.posix.Posix;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.tukaani.xz.XZInputStream;
import tools.jackson.databind.JsonNode;

/**
 * {@code builtin:fetchurl}: downloads the file that {@code url}, or the first that works of {@code
 * urls}, names. {@code mirror://NAME/PATH} stands for that path below each base of the mirror. The
 * derivation must be a fixed output. {@code executable} makes the file executable; {@code unpack}
 * takes it for an archive (NAR, in xz if the URL says so) and unpacks it.
 */
public final class FetchUrlBuilder implements BuiltinBuilder {
  private static final String MIRROR = "mirror://";

  @Override
  public String name() {
    return "fetchurl";
  }

  @Override
  public void build(BuildContext context) throws BuildException, IOException, InterruptedException {
    JsonNode attributes = context.attributes();
    boolean executable = Attributes.flag(attributes.path("executable"));
    boolean unpack = Attributes.flag(attributes.path("unpack"));
    Hash expected = expected(attributes);
    boolean flat = !attributes.path("outputHashMode").asString("flat").equals("recursive");
    List<String> urls = urls(context, attributes);
    List<String> problems = new ArrayList<>();
    for (String url : urls) {
      try {
        if (flat) {
          known(context, url, expected, executable, unpack);
        } else {
          Path file = context.temporary().resolve("download");
          Downloader.shared().download(url, file, room(file), context::progress);
          finish(context, url, file, executable, unpack);
        }
        return;
      } catch (FetchException | MalformedException | BuildException e) {
        String problem = String.valueOf(e.getMessage());
        context.log(problem);
        problems.add(problem);
        FileTrees.delete(PathBytes.of(context.output("out")));
      }
    }
    String more = problems.size() > 1 ? " (and " + (problems.size() - 1) + " more)" : "";
    throw new BuildException(problems.getFirst() + more + remedy(attributes));
  }

  /** A file whose hash is known goes on where another process left it. */
  private static void known(
      BuildContext context, String url, Hash expected, boolean executable, boolean unpack)
      throws BuildException, IOException, InterruptedException {
    try (PartialDownload partial = context.partial(expected.nix32())) {
      Path file = partial.file();
      boolean begun = Files.exists(file) && Files.size(file) > 0;
      try {
        Downloader.shared().resume(url, file, room(file), context::progress);
      } catch (FetchException e) {
        if (e.isTooLong()) {
          partial.drop();
        }
        throw e;
      }
      try {
        if (begun && !isOf(file, expected)) {
          // It may be the beginning that is wrong.
          Downloader.shared().download(url, file, room(file), context::progress);
        }
        check(url, file, expected);
        finish(context, url, file, executable, unpack);
      } finally {
        partial.drop();
      }
    }
  }

  /** Nothing says how long a file is to be, but for the server, which may send without end. */
  private static Limit room(Path file) throws IOException {
    Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
    return Limit.ofDisk(folder, Files.exists(file) ? Files.size(file) : 0);
  }

  private static boolean isOf(Path file, Hash expected) throws IOException {
    return hash(file, expected.algorithm()).equals(expected);
  }

  /** A file of an archive that is pinned may be gone from it, or replaced. */
  private static String remedy(JsonNode attributes) {
    boolean pinned =
        Attributes.words(attributes.path("urls")).stream().anyMatch(url -> url.startsWith(MIRROR))
            || attributes.path("url").asString("").startsWith(MIRROR);
    return pinned
        ? "; if the archive has moved on since it was pinned, pin it anew with: firn pkgs update"
        : "";
  }

  private static Hash expected(JsonNode attributes) throws BuildException {
    String text = attributes.path("outputHash").asString("");
    if (text.isEmpty()) {
      throw new BuildException("builtin:fetchurl builds fixed outputs only; give an outputHash");
    }
    HashAlgorithm algorithm =
        HashAlgorithm.byId(attributes.path("outputHashAlgo").asString("")).orElse(null);
    return Hash.parse(text, algorithm);
  }

  private static List<String> urls(BuildContext context, JsonNode attributes)
      throws BuildException {
    Set<String> given = new LinkedHashSet<>(Attributes.words(attributes.path("urls")));
    given.addAll(Attributes.words(attributes.path("url")));
    List<String> urls = new ArrayList<>();
    for (String url : given) {
      if (!url.startsWith(MIRROR)) {
        urls.add(url);
        continue;
      }
      int slash = url.indexOf('/', MIRROR.length());
      String mirror = url.substring(MIRROR.length(), slash < 0 ? url.length() : slash);
      String path = slash < 0 ? "" : url.substring(slash);
      List<String> bases = context.mirrors().bases(mirror);
      if (bases.isEmpty()) {
        throw new BuildException("the mirror '" + mirror + "' of '" + url + "' is not known here");
      }
      bases.forEach(base -> urls.add(base + path));
    }
    if (urls.isEmpty()) {
      throw new BuildException("builtin:fetchurl needs 'url' or 'urls'");
    }
    return urls;
  }

  private static void check(String url, Path file, Hash expected)
      throws BuildException, IOException {
    Hash got = hash(file, expected.algorithm());
    if (!got.equals(expected)) {
      throw new BuildException(
          BuildException.Kind.HASH_MISMATCH,
          "hash mismatch in '"
              + url
              + "': specified "
              + expected.digits(HashFormat.SRI)
              + ", got "
              + got.digits(HashFormat.SRI));
    }
  }

  private static Hash hash(Path file, HashAlgorithm algorithm) throws IOException {
    MessageDigest digest = algorithm.bulkDigest();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    return Hash.of(algorithm, digest.digest());
  }

  private static void finish(
      BuildContext context, String url, Path file, boolean executable, boolean unpack)
      throws IOException, BuildException {
    String out = PathBytes.of(context.output("out"));
    if (unpack) {
      try (InputStream raw = new BufferedInputStream(Files.newInputStream(file));
          InputStream plain = url.endsWith(".xz") ? new XZInputStream(raw) : raw;
          InputStream in =
              Limit.ofDisk(context.temporary(), 0).bounded(plain, "'" + url + "' unpacks to more");
          TreeWriter writer = new TreeWriter(out)) {
        NarDecoder.decode(in, writer);
        if (in.read() >= 0) {
          throw new BuildException("'" + url + "' has something after its archive");
        }
      }
      return;
    }
    Posix.chmod(PathBytes.of(file), executable ? 0755 : 0644);
    Changes.before();
    Files.move(file, PathBytes.toPath(out));
  }
}

package firn.eval.fetch;

import firn.store.build.Attributes;
import firn.store.build.BuildContext;
import firn.store.build.BuildException;
import firn.store.build.BuiltinBuilder;
import firn.store.fetch.Downloader;
import firn.store.fetch.FetchException;
import firn.store.fetch.Limit;
import firn.store.posix.PathBytes;
import firn.store.posix.Posix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * {@code builtin:fetch-archive}: downloads the first of {@code urls} that works and unpacks it:
 * tar, plain or compressed, or zip. With {@code stripRoot} the archive's only folder is the result.
 * The derivation must be a fixed output.
 */
public final class ArchiveBuilder implements BuiltinBuilder {
  @Override
  public String name() {
    return "fetch-archive";
  }

  @Override
  public void build(BuildContext context) throws BuildException, IOException, InterruptedException {
    JsonNode attributes = context.attributes();
    boolean stripRoot = Attributes.flag(attributes.path("stripRoot"));
    Path file = context.temporary().resolve("archive");
    List<String> problems = new ArrayList<>();
    for (String url : Attributes.words(attributes.path("urls"))) {
      try {
        Downloader.shared()
            .download(url, file, Limit.ofDisk(context.temporary(), 0), context::progress);
      } catch (FetchException e) {
        context.log(String.valueOf(e.getMessage()));
        problems.add(String.valueOf(e.getMessage()));
        continue;
      }
      unpack(context, url, file, stripRoot);
      return;
    }
    throw new BuildException(
        problems.isEmpty() ? "builtin:fetch-archive needs 'urls'" : problems.getFirst());
  }

  private static void unpack(BuildContext context, String url, Path file, boolean stripRoot)
      throws BuildException, IOException {
    Path folder = context.temporary().resolve("unpacked");
    try {
      Archive archive = Archive.unpack(url, file, folder);
      if (stripRoot && archive.root().equals(folder)) {
        throw new BuildException(
            "the archive '"
                + url
                + "' has more than one folder at its root: say stripRoot = false");
      }
      Posix.rename(
          PathBytes.of(stripRoot ? archive.root() : folder), PathBytes.of(context.output("out")));
    } catch (FetchFailure e) {
      throw new BuildException(String.valueOf(e.getMessage()), e);
    }
  }
}

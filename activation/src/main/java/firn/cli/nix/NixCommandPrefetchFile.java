package firn.cli.nix;

import firn.cli.BuildOptions;
import firn.cli.CommandException;
import firn.cli.StoreSession;
import firn.cli.Terminal;
import firn.store.ContentAddress;
import firn.store.ContentAddress.Method;
import firn.store.Hash;
import firn.store.HashAlgorithm;
import firn.store.SourceFilter;
import firn.store.SourceTree;
import firn.store.StorePath;
import firn.store.StorePaths;
import firn.store.fetch.Downloader;
import firn.store.local.FileTrees;
import firn.store.local.LocalStore;
import firn.store.nar.HashSink;
import firn.store.nar.NarEncoder;
import firn.store.nar.TreeReader;
import firn.store.posix.PathBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** {@code nix store prefetch-file}. */
@Command(name = "prefetch-file", description = "Download a file into the store, and say its hash.")
final class NixCommandPrefetchFile implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin BuildOptions options;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The name in the store, if not the URL's last part.")
  @Nullable String name;

  @Option(
      names = "--expected-hash",
      paramLabel = "HASH",
      description = "Fail unless the file has this hash; take it from the store if it is there.")
  @Nullable String expected;

  @Option(
      names = {"--hash-type", "--hash-algo"},
      paramLabel = "ALGORITHM",
      description = "md5, sha1, sha256 or sha512; sha256 if none is named.")
  String algorithm = "sha256";

  @Option(names = "--executable", description = "Make the file executable; its hash says so.")
  boolean executable;

  @Option(names = "--json", description = "Print JSON: hash and storePath.")
  boolean json;

  @Parameters(paramLabel = "URL", description = "What to download: http, https or file.")
  String url = "";

  NixCommandPrefetchFile(Terminal terminal) {
    this.terminal = terminal;
    this.options = new BuildOptions();
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    HashAlgorithm wanted =
        HashAlgorithm.byId(algorithm)
            .orElseThrow(() ->
                new CommandException(
                    NixExitCode.FAILED, "unknown hash algorithm '" + algorithm + "'", null));
    @Nullable Hash known = expected == null ? null : Hash.parse(expected, wanted);
    String named = name == null ? lastPart(url) : name;
    StorePath.checkName(named);
    try (StoreSession session = StoreSession.open(options, terminal)) {
      if (known != null) {
        StorePath there = StorePaths.fixed(named, new ContentAddress(method(), known));
        if (session.store().isValid(there)) {
          say(known, there);
          return NixExitCode.DONE;
        }
      }
      fetch(session.store(), named, known, known == null ? wanted : known.algorithm());
    }
    return NixExitCode.DONE;
  }

  private Method method() {
    return executable ? Method.RECURSIVE : Method.FLAT;
  }

  private static String lastPart(String url) {
    String path = url.replaceFirst("[?#].*", "").replaceFirst("/+$", "");
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private void fetch(LocalStore store, String named, @Nullable Hash known, HashAlgorithm hashed)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("firn-prefetch");
    try {
      Path file = folder.resolve("file");
      Downloader.shared().download(url, file, Downloader.Progress.NONE);
      if (executable && !file.toFile().setExecutable(true)) {
        throw new IOException("cannot make " + file + " executable");
      }
      Hash got = hash(file, hashed);
      if (known != null && !got.equals(known)) {
        throw new CommandException(
            NixExitCode.FAILED,
            "hash mismatch for '" + url + "': specified " + known.sri() + ", got " + got.sri(),
            null);
      }
      StorePath path =
          store.addSource(new SourceTree(named, file, method(), hashed, SourceFilter.ALL));
      say(got, path);
    } finally {
      FileTrees.delete(PathBytes.of(folder));
    }
  }

  private Hash hash(Path file, HashAlgorithm hashed) throws IOException {
    HashSink sink = new HashSink(hashed);
    if (executable) {
      TreeReader.read(PathBytes.of(file), new NarEncoder(sink));
    } else {
      Files.copy(file, sink);
    }
    return sink.hash();
  }

  private void say(Hash hash, StorePath path) {
    if (json) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("hash", hash.sri());
      document.put("storePath", path.toString());
      terminal.print(new JsonMapper().writeValueAsString(document));
    } else {
      terminal.say("Downloaded '" + url + "' to '" + path + "' (hash '" + hash.sri() + "').");
    }
  }
}

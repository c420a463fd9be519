package firn.cli.nix;

import firn.cli.CommandException;
import firn.store.ContentAddress;
import firn.store.ContentAddress.Method;
import firn.store.Hash;
import firn.store.HashAlgorithm;
import firn.store.SourceFilter;
import firn.store.SourceTree;
import firn.store.StorePath;
import firn.store.StorePaths;
import firn.store.nar.NarDecoder;
import firn.store.nar.NarEncoder;
import firn.store.nar.RestoringWriter;
import firn.store.nar.TreeReader;
import firn.store.posix.PathBytes;
import firn.store.posix.Posix;
import firn.store.transfer.ExportStream;
import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;

/** The operations of {@code nix-store} that take files in and give them out. */
final class StoreFiles {
  private StoreFiles() {}

  static InputStream stdin() {
    return new BufferedInputStream(new FileInputStream(FileDescriptor.in), 1 << 16);
  }

  static int add(NixStore.Call call) {
    call.operands().forEach(file -> added(call, file, Method.RECURSIVE, HashAlgorithm.SHA256));
    return NixExitCode.DONE;
  }

  static int addFixed(NixStore.Call call) {
    List<String> operands = call.operands();
    need(!operands.isEmpty(), "first argument must be hash algorithm");
    HashAlgorithm algorithm = algorithm(operands.getFirst());
    Method method = call.options().recursive ? Method.RECURSIVE : Method.FLAT;
    operands.subList(1, operands.size()).forEach(file -> added(call, file, method, algorithm));
    return NixExitCode.DONE;
  }

  private static void added(
      NixStore.Call call, String file, Method method, HashAlgorithm algorithm) {
    Path path = PathBytes.toPath(file).toAbsolutePath().normalize();
    String name = String.valueOf(path.getFileName());
    StorePath added =
        call.session()
            .store()
            .addSource(new SourceTree(name, path, method, algorithm, SourceFilter.ALL));
    call.terminal().print(added.toString());
  }

  static int printFixedPath(NixStore.Call call) {
    List<String> operands = call.operands();
    need(operands.size() == 3, "'--print-fixed-path' requires three arguments");
    Method method = call.options().recursive ? Method.RECURSIVE : Method.FLAT;
    Hash hash = Hash.parse(operands.get(1), algorithm(operands.getFirst()));
    call.terminal()
        .print(StorePaths.fixed(operands.get(2), new ContentAddress(method, hash)).toString());
    return NixExitCode.DONE;
  }

  private static HashAlgorithm algorithm(String id) {
    return HashAlgorithm.byId(id)
        .orElseThrow(() ->
            new CommandException(NixExitCode.FAILED, "unknown hash algorithm '" + id + "'", null));
  }

  static int dump(NixStore.Call call) throws IOException {
    need(call.operands().size() == 1, "only one argument allowed");
    String file = PathBytes.of(PathBytes.toPath(call.operands().getFirst()).toAbsolutePath());
    TreeReader.read(file, new NarEncoder(call.terminal().out()));
    return NixExitCode.DONE;
  }

  static int restore(NixStore.Call call) throws IOException {
    need(call.operands().size() == 1, "only one argument allowed");
    String file = PathBytes.of(PathBytes.toPath(call.operands().getFirst()).toAbsolutePath());
    if (Posix.exists(file)) {
      throw new FileAlreadyExistsException(file);
    }
    try (InputStream in = stdin();
        RestoringWriter writer = new RestoringWriter(file)) {
      NarDecoder.decode(in, writer);
    }
    return NixExitCode.DONE;
  }

  static int export(NixStore.Call call) throws IOException {
    List<StorePath> paths = call.operands().stream().map(call.session()::path).toList();
    ExportStream.write(call.session().store(), paths, call.terminal().out());
    return NixExitCode.DONE;
  }

  static int importing(NixStore.Call call) throws IOException {
    need(call.operands().isEmpty(), "no arguments expected");
    try (InputStream in = stdin()) {
      ExportStream.read(call.session().store(), in)
          .forEach(path -> call.terminal().print(path.toString()));
    }
    return NixExitCode.DONE;
  }

  static void need(boolean condition, String message) {
    if (!condition) {
      throw new CommandException(NixExitCode.FAILED, message, null);
    }
  }
}

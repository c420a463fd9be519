package firn.cli.nix;

import com.google.common.base.Throwables;
import com.google.common.util.concurrent.Uninterruptibles;
import firn.cli.CommandException;
import firn.cli.store.SecretFile;
import firn.eval.value.Bytes;
import firn.store.Derivation;
import firn.store.PathInfo;
import firn.store.StorePath;
import firn.store.build.BuildLogs;
import firn.store.cache.SigningKey;
import firn.store.local.LocalStore;
import firn.store.transfer.ValidityDump;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;

/** The operations of {@code nix-store} on what is recorded: the database, logs, derivations. */
final class StoreRecords {
  private StoreRecords() {}

  static int loadDb(NixStore.Call call) throws IOException {
    StoreFiles.need(call.operands().isEmpty(), "no arguments expected");
    register(call, true);
    return NixExitCode.DONE;
  }

  static int registerValidity(NixStore.Call call) throws IOException {
    StoreFiles.need(call.operands().isEmpty(), "no arguments expected");
    register(call, call.options().hashGiven);
    return NixExitCode.DONE;
  }

  private static void register(NixStore.Call call, boolean withHash) throws IOException {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(StoreFiles.stdin(), StandardCharsets.ISO_8859_1), 1 << 16)) {
      if (!withHash) {
        LocalStore store = call.session().store();
        store.register(ValidityDump.measure(store, in));
        return;
      }
      FutureTask<List<PathInfo>> reading = new FutureTask<>(() -> ValidityDump.read(in));
      Thread.ofPlatform().daemon().start(reading);
      // To open a store is to wait for the disk; meanwhile the lines are read.
      LocalStore store = call.session().store();
      store.register(Objects.requireNonNull(Uninterruptibles.getUninterruptibly(reading)));
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      Throwables.throwIfInstanceOf(cause, IOException.class);
      Throwables.throwIfUnchecked(cause);
      throw new IllegalStateException(cause);
    }
  }

  static int dumpDb(NixStore.Call call) {
    List<StorePath> chosen = call.operands().stream().map(call.session()::path).toList();
    ValidityDump.write(
        call.session().store(),
        chosen.isEmpty() ? call.session().store().validPaths() : chosen,
        call.terminal()::print);
    return NixExitCode.DONE;
  }

  static int checkValidity(NixStore.Call call) {
    for (String operand : call.operands()) {
      StorePath path = call.session().path(operand);
      if (!call.session().store().isValid(path)) {
        throw new CommandException(NixExitCode.FAILED, "path '" + path + "' is not valid", null);
      }
    }
    return NixExitCode.DONE;
  }

  static int readLog(NixStore.Call call) throws IOException {
    for (String operand : call.operands()) {
      StorePath path = call.session().path(operand);
      InputStream log =
          BuildLogs.open(call.session().store(), path)
              .orElseThrow(() ->
                  new CommandException(
                      NixExitCode.FAILED,
                      "build log of derivation '" + path + "' is not available",
                      null));
      try (log) {
        log.transferTo(call.terminal().out());
      }
    }
    return NixExitCode.DONE;
  }

  static int printEnv(NixStore.Call call) {
    StoreFiles.need(
        call.operands().size() == 1, "'--print-env' requires one derivation store path");
    Derivation drv =
        call.session().store().readDerivation(call.session().path(call.operands().getFirst()));
    drv.env()
        .forEach((name, value) ->
            call.terminal()
                .print(Bytes.toUnicode("export %s; %s=%s".formatted(name, name, quoted(value)))));
    call.terminal()
        .print(
            Bytes.toUnicode(
                "export _args; _args='%s'"
                    .formatted(
                        drv.args().stream()
                            .map(StoreRecords::quoted)
                            .collect(Collectors.joining(" ")))));
    return NixExitCode.DONE;
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  static int generateKey(NixStore.Call call) throws IOException {
    StoreFiles.need(call.operands().size() == 3, "three arguments expected");
    SigningKey key = SigningKey.generate(call.operands().getFirst());
    SecretFile.write(Path.of(call.operands().get(1)), key.secretText());
    Files.writeString(Path.of(call.operands().get(2)), key.publicText());
    return NixExitCode.DONE;
  }
}

package firn.store.transfer;

import firn.store.HashFormat;
import firn.store.PathInfo;
import firn.store.StorePath;
import firn.store.local.LocalStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.Collection;
import java.util.List;

/** What a client sends to {@code nix-store --serve --write} in order to fill its store. */
public final class ServedClient {
  private static final long MAGIC = 0x390c9deb;
  private static final int VERSION = 0x207;
  private static final int IMPORT = 4;
  private static final int ADD = 9;

  private ServedClient() {}

  /** Adds paths one by one, what they refer to first, as {@code nix copy} does. */
  public static void adds(LocalStore from, Collection<StorePath> paths, OutputStream out)
      throws IOException {
    for (StorePath path : paths) {
      PathInfo info = from.query(path).orElseThrow();
      Wire.number(out, ADD);
      Wire.text(out, path.toString());
      Wire.text(out, "");
      Wire.text(out, info.narHash().digits(HashFormat.BASE16));
      Wire.texts(out, info.references());
      Wire.number(out, 0);
      Wire.number(out, info.narSize());
      Wire.number(out, 0);
      Wire.texts(out, List.of());
      Wire.text(out, "");
      from.writeNar(path, out);
    }
  }

  /** Imports a closure, as {@code nix-copy-closure} does. */
  public static void imports(LocalStore from, Collection<StorePath> paths, OutputStream out)
      throws IOException {
    Wire.number(out, IMPORT);
    ExportStream.write(from, from.closure(paths), out);
  }

  /** Serves a client who greets and then sends what the stream holds. */
  public static void serve(LocalStore store, InputStream client)
      throws IOException, InterruptedException {
    ByteArrayOutputStream greeting = new ByteArrayOutputStream();
    Wire.number(greeting, MAGIC);
    Wire.number(greeting, VERSION);
    InputStream all =
        new SequenceInputStream(new ByteArrayInputStream(greeting.toByteArray()), client);
    OutputStream nowhere = OutputStream.nullOutputStream();
    new ServeSession(store, true, ServeSessionTest.NONE, all, nowhere).run();
  }
}

package firn.store.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import firn.store.ContentAddress;
import firn.store.Derivation;
import firn.store.DerivationOutput;
import firn.store.Hash;
import firn.store.HashAlgorithm;
import firn.store.StorePath;
import firn.store.StorePaths;
import firn.store.build.BuildFailure;
import firn.store.build.BuildListener;
import firn.store.build.BuildSettings;
import firn.store.build.Realiser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Fetches on a small disk from a server that sends more than fits; tells what came of it. */
final class SmallDiskChild {
  private static final int PIECE = 1 << 16;
  private static final long BOMB = 200L << 20;

  private final LocalStore store;
  private final String base;

  private SmallDiskChild(LocalStore store, String base) {
    this.store = store;
    this.base = base;
  }

  /**
   * @param args the store's root
   */
  public static void main(String[] args) throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/endless", exchange -> endless(exchange, 0));
    server.createContext("/announced", exchange -> endless(exchange, 1L << 50));
    byte[] bomb = bomb();
    server.createContext(
        "/bomb.xz",
        exchange -> {
          exchange.sendResponseHeaders(200, bomb.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(bomb);
          }
        });
    server.start();
    Path root = Path.of(args[0]);
    try (LocalStore store = LocalStore.open(root)) {
      SmallDiskChild child =
          new SmallDiskChild(store, "http://127.0.0.1:" + server.getAddress().getPort());
      long before = Files.getFileStore(root).getUsableSpace();
      child.fetch("/endless", ContentAddress.Method.FLAT, "");
      child.fetch("/endless", ContentAddress.Method.RECURSIVE, "");
      child.fetch("/announced", ContentAddress.Method.FLAT, "");
      child.fetch("/bomb.xz", ContentAddress.Method.RECURSIVE, "1");
      long lost = before - Files.getFileStore(root).getUsableSpace();
      System.out.println(lost < 1 << 20 ? "nothing is left" : lost + " bytes are left");
    }
    server.stop(0);
  }

  private static void endless(HttpExchange exchange, long length) throws IOException {
    exchange.sendResponseHeaders(200, length);
    byte[] piece = new byte[PIECE];
    try (OutputStream out = exchange.getResponseBody()) {
      for (long sent = 0; sent < BOMB; sent += PIECE) {
        out.write(piece);
      }
    }
  }

  /** An archive of one file of zeros. */
  private static byte[] bomb() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (XZOutputStream out = new XZOutputStream(packed, new LZMA2Options(0))) {
      for (String text : List.of("nix-archive-1", "(", "type", "regular", "contents")) {
        number(out, text.length());
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.write(new byte[-text.length() & 7]);
      }
      number(out, BOMB);
      byte[] piece = new byte[PIECE];
      for (long done = 0; done < BOMB; done += PIECE) {
        out.write(piece);
      }
      number(out, 1);
      out.write(")".getBytes(StandardCharsets.US_ASCII));
      out.write(new byte[7]);
    }
    return packed.toByteArray();
  }

  private static void number(OutputStream out, long value) throws IOException {
    out.write(
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
  }

  private void fetch(String file, ContentAddress.Method method, String unpack)
      throws InterruptedException {
    Hash hash = HashAlgorithm.SHA256.hash(file);
    ContentAddress address = new ContentAddress(method, hash);
    StorePath path = StorePaths.fixed("file", address);
    Map<String, String> env = new TreeMap<>();
    env.put("url", base + file);
    env.put("out", path.toString());
    env.put("unpack", unpack);
    env.put("outputHash", hash.base16());
    env.put("outputHashAlgo", "sha256");
    env.put("outputHashMode", method == ContentAddress.Method.FLAT ? "flat" : "recursive");
    StorePath drv =
        store.addDerivation(
            Derivation.of(
                "file",
                Map.of("out", new DerivationOutput.Fixed(path, address)),
                Map.of(),
                List.of(),
                "builtin",
                "builtin:fetchurl",
                List.of(),
                env));
    try {
      new Realiser(store, BuildSettings.defaults(), BuildListener.SILENT).realise(drv);
      System.out.println("fetched");
    } catch (BuildFailure failure) {
      String reason = failure.failures().getFirst().reason();
      System.out.println(reason.replace(base, "").replaceAll("[0-9]{6,}", "N"));
      System.out.println(failure.remedy());
    }
  }
}

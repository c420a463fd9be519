package firn.modules.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One page in a headless Chromium, driven through its debugging protocol on the loopback. */
final class Browser implements AutoCloseable {
  static final Path PROGRAM = Path.of("/usr/bin/chromium");

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final JsonMapper JSON = new JsonMapper();

  private final Process process;
  private final WebSocket socket;
  private final BlockingQueue<JsonNode> answers = new LinkedBlockingQueue<>();
  private int messages;

  /**
   * Opens a page.
   *
   * @param profile an empty folder for the browser's own files
   * @param script whether scripts run
   */
  Browser(Path page, Path profile, boolean script) throws IOException, InterruptedException {
    this.process =
        new ProcessBuilder(
                PROGRAM.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(profile.resolveSibling("browser.log").toFile())
            .start();
    Path port = profile.resolve("DevToolsActivePort");
    await(() -> Files.exists(port) && Files.readAllLines(port).size() > 1);
    HttpClient client = HttpClient.newHttpClient();
    URI pages = URI.create("http://127.0.0.1:" + Files.readAllLines(port).getFirst() + "/json/new");
    String target =
        client
            .send(
                HttpRequest.newBuilder(pages).PUT(HttpRequest.BodyPublishers.noBody()).build(),
                HttpResponse.BodyHandlers.ofString())
            .body();
    this.socket =
        client
            .newWebSocketBuilder()
            .buildAsync(
                URI.create(JSON.readTree(target).get("webSocketDebuggerUrl").asString()),
                new Listener(answers))
            .join();
    call("Emulation.setScriptExecutionDisabled", Map.of("value", !script));
    call("Page.navigate", Map.of("url", page.toUri().toString()));
    await(() ->
        evaluate("document.readyState").asString().equals("complete")
            && evaluate("location.href").asString().startsWith("file:"));
  }

  /** Collects the pieces of messages; events are of no interest. */
  private static final class Listener implements WebSocket.Listener {
    private final BlockingQueue<JsonNode> answers;
    private final StringBuilder pieces = new StringBuilder();

    Listener(BlockingQueue<JsonNode> answers) {
      this.answers = answers;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence piece, boolean last) {
      pieces.append(piece);
      if (last) {
        JsonNode message = JSON.readTree(pieces.toString());
        pieces.setLength(0);
        if (message.has("id")) {
          answers.add(message);
        }
      }
      socket.request(1);
      return null;
    }
  }

  /** A condition that may not be met yet. */
  @FunctionalInterface
  interface Condition {
    boolean holds() throws IOException, InterruptedException;
  }

  /** Waits until a condition holds, and fails where it does not come to that. */
  static void await(Condition condition) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited in vain");
      }
      Thread.sleep(50);
    }
  }

  private JsonNode call(String method, Map<String, ?> parameters) throws InterruptedException {
    int id = ++messages;
    String message =
        JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters));
    socket.sendText(message, true).join();
    JsonNode answer = answers.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (answer == null || answer.get("id").asInt() != id || answer.has("error")) {
      throw new AssertionError(method + ": " + answer);
    }
    return answer.get("result");
  }

  /** The value of an expression in the page, as JSON. */
  JsonNode evaluate(String expression) throws InterruptedException {
    JsonNode result =
        call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
    if (result.has("exceptionDetails")) {
      throw new AssertionError(expression + ": " + result.get("exceptionDetails"));
    }
    JsonNode value = result.get("result").get("value");
    return value == null ? JSON.nullNode() : value;
  }

  /** Presses and releases a key. */
  void press(String key) throws InterruptedException {
    Map<String, Integer> codes =
        Map.of("Enter", 13, "Escape", 27, "ArrowUp", 38, "ArrowDown", 40, "Tab", 9);
    String text = key.equals("Enter") ? "\r" : key.length() == 1 ? key : "";
    int code = codes.getOrDefault(key, (int) key.toUpperCase(java.util.Locale.ROOT).charAt(0));
    for (String type : List.of(text.isEmpty() ? "rawKeyDown" : "keyDown", "keyUp")) {
      call(
          "Input.dispatchKeyEvent",
          Map.of(
              "type", type,
              "key", key,
              "text", type.equals("keyUp") ? "" : text,
              "windowsVirtualKeyCode", code));
    }
  }

  /** Types a text into whatever has the focus. */
  void type(String text) throws InterruptedException {
    call("Input.insertText", Map.of("text", text));
  }

  /** Gives the page the screen of a device. */
  void screen(int width, int height, boolean mobile) throws InterruptedException {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", mobile));
  }

  @Override
  public void close() {
    socket.abort();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException(e));
    }
  }
}

package firn.image.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Talks to one registry about one repository: sends requests with what the registry wants to see of
 * the user, and turns refusals into sentences.
 */
public final class RegistryClient implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final ImageName name;
  private final Credentials credentials;
  private final URI root;
  private final HttpClient http;
  private final Map<String, String> tokens = new HashMap<>();
  private @Nullable String authorization;

  /**
   * Creates one; nothing is sent yet.
   *
   * @param secure whether to speak HTTPS and nothing else; registries on this machine are spoken to
   *     in plain HTTP anyway
   */
  public RegistryClient(ImageName name, Credentials credentials, boolean secure) {
    this.name = name;
    this.credentials = credentials;
    String scheme = secure && !name.isLoopback() ? "https" : "http";
    this.root = URI.create(scheme + "://" + name.host());
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(20))
            .build();
  }

  ImageName name() {
    return name;
  }

  /** An address of the repository: {@code manifests/…}, {@code blobs/…}. */
  URI address(String below) {
    return root.resolve("/v2/" + name.repository() + "/" + below);
  }

  /** An address that the registry named, which may be a path of its own only. */
  URI resolve(String location) {
    return root.resolve(location);
  }

  /** A request to be completed with a method and a body. */
  static HttpRequest.Builder request(URI address) {
    return HttpRequest.newBuilder(address).timeout(PATIENCE);
  }

  /** Sends without a body and reads the whole answer. */
  HttpResponse<byte[]> send(String method, URI address) throws IOException {
    return send(() -> request(address).method(method, BodyPublishers.noBody()));
  }

  /** How a request is made anew, should it have to be sent twice. */
  @FunctionalInterface
  interface Request {
    HttpRequest.Builder make() throws IOException;
  }

  HttpResponse<byte[]> send(Request request) throws IOException {
    return exchange(request, BodyHandlers.ofByteArray());
  }

  /** Fetches something large; follows where the registry sends, without the user's password. */
  InputStream open(URI address) throws IOException {
    HttpResponse<InputStream> response =
        exchange(() -> request(address).GET(), BodyHandlers.ofInputStream());
    for (int hops = 0; response.statusCode() / 100 == 3 && hops < 5; hops++) {
      response.body().close();
      URI next = response.uri().resolve(response.headers().firstValue("Location").orElse(""));
      response = raw(request(next).GET(), BodyHandlers.ofInputStream());
    }
    if (response.statusCode() != 200) {
      byte[] body = response.body().readNBytes(1 << 16);
      throw refused("send " + address.getPath(), response.statusCode(), body);
    }
    return response.body();
  }

  private <T> HttpResponse<T> exchange(Request request, HttpResponse.BodyHandler<T> handler)
      throws IOException {
    HttpRequest.Builder first = request.make();
    if (authorization != null) {
      first.header("Authorization", authorization);
    }
    HttpResponse<T> response = raw(first, handler);
    if (response.statusCode() != 401) {
      return response;
    }
    String header = response.headers().firstValue("WWW-Authenticate").orElse("");
    Optional<String> answer = answer(Challenge.parse(header));
    if (answer.isEmpty() || answer.get().equals(authorization)) {
      return response;
    }
    authorization = answer.get();
    return raw(request.make().header("Authorization", authorization), handler);
  }

  private <T> HttpResponse<T> raw(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler)
      throws IOException {
    try {
      return http.send(request.build(), handler);
    } catch (ConnectException unreachable) {
      throw new RegistryException(
          "the registry '" + name.registry() + "' cannot be reached at " + root,
          root.getScheme().equals("https")
              ? "check the name; a registry without TLS needs --insecure"
              : "check that it runs and that the port is right");
    } catch (javax.net.ssl.SSLException untrusted) {
      throw new RegistryException(
          "the registry '%s' does not speak TLS that this machine trusts: %s"
              .formatted(name.registry(), untrusted.getMessage()),
          "add its authority to the machine's, or use --insecure for plain HTTP");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private Optional<String> answer(Challenge challenge) throws IOException {
    Optional<String> basic = credentials.basic(name);
    return switch (challenge.scheme()) {
      case "basic" -> basic.map(both -> "Basic " + both);
      case "bearer" -> Optional.of("Bearer " + token(challenge, basic));
      default -> Optional.empty();
    };
  }

  /** A token from the server the registry names (Docker's token authentication). */
  private String token(Challenge challenge, Optional<String> basic) throws IOException {
    String realm = challenge.parameter("realm");
    String query =
        "service="
            + encoded(challenge.parameter("service"))
            + (challenge.parameter("scope").isEmpty()
                ? ""
                : "&scope=" + encoded(challenge.parameter("scope")));
    String address = realm + (realm.contains("?") ? "&" : "?") + query;
    String known = tokens.get(address);
    if (known != null) {
      return known;
    }
    HttpRequest.Builder request = request(URI.create(address)).GET();
    basic.ifPresent(both -> request.header("Authorization", "Basic " + both));
    HttpResponse<byte[]> response = raw(request, BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw refused("give a token", response.statusCode(), response.body());
    }
    try {
      JsonNode node = JSON.readTree(response.body());
      String token = node.path("token").asString(node.path("access_token").asString(""));
      tokens.put(address, token);
      return token;
    } catch (JacksonException malformed) {
      throw new RegistryException("the registry '" + name.registry() + "' sent no token", null);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** A refusal as a sentence, with the registry's own words. */
  RegistryException refused(String what, int status, byte[] body) {
    StringBuilder reasons = new StringBuilder();
    try {
      for (JsonNode error : JSON.readTree(body).path("errors")) {
        String reason = error.path("message").asString(error.path("code").asString(""));
        reasons.append(reasons.isEmpty() ? ": " : "; ").append(reason);
      }
    } catch (JacksonException notJson) {
      reasons.append("");
    }
    String hint =
        switch (status) {
          case 401, 403 ->
              "log in with 'podman login %s', or name a file with credentials in REGISTRY_AUTH_FILE"
                  .formatted(name.registry());
          case 404 -> "check the repository's name and the tag or digest";
          case 413 -> "the registry takes no layer of that size; raise maxLayers";
          case 429 -> "try again later, or log in";
          default -> null;
        };
    return new RegistryException(
        "the registry '%s' refuses to %s for '%s' (HTTP %d)%s"
            .formatted(name.registry(), what, name.repository(), status, reasons),
        hint);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}

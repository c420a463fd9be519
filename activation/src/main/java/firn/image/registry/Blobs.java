package firn.image.registry;

import firn.image.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.util.Optional;

/** The blobs of a repository. Digests are {@code sha256:…}. */
final class Blobs {
  /** How much is sent at once: what is lost when a connection breaks. */
  private static final int CHUNK = 8 << 20;

  private static final int ATTEMPTS = 5;

  private final RegistryClient client;

  Blobs(RegistryClient client) {
    this.client = client;
  }

  boolean has(String digest) throws IOException {
    HttpResponse<byte[]> response = client.send("HEAD", client.address("blobs/" + digest));
    return switch (response.statusCode()) {
      case 200 -> true;
      case 404 -> false;
      default -> throw client.refused("be asked", response.statusCode(), response.body());
    };
  }

  /** Takes a blob over from another repository of the same registry, where that has it. */
  boolean mount(String digest, String from) throws IOException {
    HttpResponse<byte[]> response =
        client.send("POST", client.address("blobs/uploads/?mount=" + digest + "&from=" + from));
    if (response.statusCode() == 202) {
      // It began an upload instead, which nobody will finish.
      client.send("DELETE", location(response));
    }
    return response.statusCode() == 201;
  }

  /**
   * Sends a blob. Where the connection breaks, it goes on from what the registry has received, or
   * starts over with a registry that cannot.
   *
   * @return how many bytes were sent
   */
  long upload(String digest, Path file) throws IOException {
    URI place = begin();
    long size = Files.size(file);
    long done = 0;
    long sent = 0;
    int failures = 0;
    while (done < size) {
      int length = (int) Math.min(CHUNK, size - done);
      try {
        HttpResponse<byte[]> response = chunk(place, file, done, length);
        sent += length;
        if (response.statusCode() != 202) {
          throw client.refused("take a layer", response.statusCode(), response.body());
        }
        place = location(response);
        done += length;
        failures = 0;
      } catch (RegistryException refusal) {
        throw refusal;
      } catch (IOException broken) {
        if (++failures == ATTEMPTS) {
          throw broken;
        }
        Optional<HttpResponse<byte[]>> state = state(place, failures);
        if (state.isPresent()) {
          place = location(state.get());
          done = received(state.get());
        } else {
          // It kept part of a piece, and takes no more of the same upload.
          place = begin();
          done = 0;
        }
      }
    }
    String separator = place.getRawQuery() == null ? "?" : "&";
    HttpResponse<byte[]> ended =
        client.send("PUT", URI.create(place + separator + "digest=" + digest));
    if (ended.statusCode() != 201) {
      throw client.refused("keep a layer", ended.statusCode(), ended.body());
    }
    return sent;
  }

  private URI begin() throws IOException {
    HttpResponse<byte[]> begun = client.send("POST", client.address("blobs/uploads/"));
    if (begun.statusCode() != 202) {
      throw client.refused("take a layer", begun.statusCode(), begun.body());
    }
    return location(begun);
  }

  private HttpResponse<byte[]> chunk(URI place, Path file, long from, int length)
      throws IOException {
    byte[] bytes = new byte[length];
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      channel.position(from);
      InputStream in = Channels.newInputStream(channel);
      if (in.readNBytes(bytes, 0, length) < length) {
        throw new RegistryException("'" + file + "' became shorter while it was sent", null);
      }
    }
    return client.send(() ->
        RegistryClient.request(place)
            .header("Content-Type", "application/octet-stream")
            .header("Content-Range", from + "-" + (from + length - 1))
            .method("PATCH", BodyPublishers.ofByteArray(bytes)));
  }

  /** How far an upload came, asked until the registry answers; empty if it can go no further. */
  private Optional<HttpResponse<byte[]>> state(URI place, int failures) throws IOException {
    IOException last = new IOException("the registry does not answer");
    for (int attempt = failures; attempt < ATTEMPTS; attempt++) {
      try {
        Thread.sleep(100L << attempt);
        HttpResponse<byte[]> response = client.send("GET", place);
        if (response.statusCode() == 204) {
          return Optional.of(response);
        }
        if (response.statusCode() == 404) {
          return Optional.empty();
        }
        throw client.refused("go on with a layer", response.statusCode(), response.body());
      } catch (RegistryException refusal) {
        throw refusal;
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new java.io.InterruptedIOException("interrupted");
      } catch (IOException broken) {
        last = broken;
      }
    }
    throw last;
  }

  /**
   * {@code Range: 0-1023} says that 1024 bytes are there; {@code 0-0} that there is none, or one.
   */
  private static long received(HttpResponse<byte[]> state) {
    String range = state.headers().firstValue("Range").orElse("0-0");
    long last = Long.parseLong(range.substring(range.indexOf('-') + 1));
    return last == 0 ? 0 : last + 1;
  }

  private URI location(HttpResponse<byte[]> response) throws IOException {
    return client.resolve(
        response
            .headers()
            .firstValue("Location")
            .orElseThrow(() ->
                new RegistryException("the registry does not say where to send a layer", null)));
  }

  /**
   * Fetches a blob into {@code file}.
   *
   * @throws RegistryException if it is not what the digest says; the file is then deleted
   */
  void download(String digest, Path file) throws IOException {
    String found;
    try (DigestInputStream in = Sha256.of(client.open(client.address("blobs/" + digest)))) {
      Files.copy(in, file);
      found = "sha256:" + Sha256.end(in);
    }
    if (!found.equals(digest)) {
      Files.delete(file);
      throw new RegistryException(
          "the registry sent a blob with the digest %s for %s".formatted(found, digest),
          "somebody changed it on its way or in the registry; do not use this image");
    }
  }
}

package firn.health;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocketFactory;

/**
 * One HTTP GET over a socket of the calling thread. The JDK's client does its work on threads of
 * its own, which are not in the network of the machine that is looked at.
 */
final class HttpProbe {
  private static final int BODY_LIMIT = 1 << 20;

  /** An answer: its status and the beginning of its body. */
  record Answer(int status, String body) {}

  private HttpProbe() {}

  static Answer get(URI url, int timeoutMillis) throws IOException {
    boolean secure = "https".equals(url.getScheme());
    int port = url.getPort() >= 0 ? url.getPort() : secure ? 443 : 80;
    try (Socket plain = new Socket()) {
      plain.connect(new InetSocketAddress(url.getHost(), port), timeoutMillis);
      plain.setSoTimeout(timeoutMillis);
      Socket socket =
          secure
              ? ((SSLSocketFactory) SSLSocketFactory.getDefault())
                  .createSocket(plain, url.getHost(), port, true)
              : plain;
      String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
      String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
      String authority = url.getHost() + (url.getPort() >= 0 ? ":" + port : "");
      // HTTP/1.0: the body ends with the connection, so nothing needs decoding.
      String request =
          "GET %s%s HTTP/1.0\r\nHost: %s\r\nUser-Agent: firn\r\nConnection: close\r\n\r\n"
              .formatted(path, query, authority);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      String text;
      try (InputStream in = new BufferedInputStream(socket.getInputStream())) {
        text = new String(in.readNBytes(BODY_LIMIT), StandardCharsets.UTF_8);
      }
      if (!text.matches("(?s)HTTP/1\\.[01] [0-9]{3}\\b.*")) {
        throw new IOException("the answer is not HTTP");
      }
      int end = text.indexOf("\r\n\r\n");
      return new Answer(
          Integer.parseInt(text.substring(9, 12)), end < 0 ? "" : text.substring(end + 4));
    }
  }
}

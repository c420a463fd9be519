package firn.eval.fetch.git;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.RemoteSession;
import org.eclipse.jgit.transport.SshSessionFactory;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.util.FS;

/** Reaches {@code ssh:} remotes through the {@code ssh} command, with the user's own settings. */
final class Ssh extends SshSessionFactory {
  private Ssh() {}

  static void install() {
    if (!(SshSessionFactory.getInstance() instanceof Ssh)) {
      SshSessionFactory.setInstance(new Ssh());
    }
  }

  @Override
  public RemoteSession getSession(URIish uri, CredentialsProvider credentials, FS fs, int timeout) {
    return new RemoteSession() {
      @Override
      public Process exec(String command, int seconds) throws IOException {
        List<String> words = new ArrayList<>(List.of("ssh"));
        if (uri.getPort() > 0) {
          words.addAll(List.of("-p", Integer.toString(uri.getPort())));
        }
        words.add("--");
        words.add(uri.getUser() == null ? uri.getHost() : uri.getUser() + "@" + uri.getHost());
        words.add(command);
        return new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      }

      @Override
      public void disconnect() {
        // The process ends with its streams.
      }
    };
  }

  @Override
  public String getType() {
    return "ssh command";
  }
}

package firn.cli.rebuild;

import firn.cli.CommandException;
import firn.cli.ExitCode;
import firn.cli.Session;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Variants of a system that were built with it: {@code <system>/specialisation/<name>}. */
final class Specialisation {
  private Specialisation() {}

  /** The system of that name beside a system, or the system itself where no name is given. */
  static String of(String system, @Nullable String name, Session session) throws IOException {
    if (name == null) {
      return system;
    }
    Path folder = HostSwitch.resolver(session.store()).apply(system).resolve("specialisation");
    List<String> names = names(folder);
    if (!names.contains(name)) {
      throw new CommandException(
          ExitCode.EXPRESSION,
          "the system has no specialisation '" + name + "'",
          names.isEmpty()
              ? "declare it as specialisation." + name + ".configuration"
              : "it has " + String.join(", ", names));
    }
    return Files.readSymbolicLink(folder.resolve(name)).toString();
  }

  /** The names of the specialisations in a folder, in order. */
  static List<String> names(Path folder) throws IOException {
    List<String> out = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
        stream.forEach(entry -> out.add(entry.getFileName().toString()));
      }
    }
    out.sort(null);
    return out;
  }
}

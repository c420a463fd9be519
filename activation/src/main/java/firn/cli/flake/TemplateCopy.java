package firn.cli.flake;

import firn.cli.CommandException;
import firn.cli.ExitCode;
import firn.cli.Terminal;
import firn.eval.fetch.git.GitRepository;
import firn.eval.fetch.git.WorkTree;
import firn.eval.value.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Copies a template into a folder, beside what is there. */
final class TemplateCopy {
  private final Path target;
  private final Terminal terminal;
  private final List<Path> written = new ArrayList<>();
  private final List<Path> conflicting = new ArrayList<>();

  TemplateCopy(Path target, Terminal terminal) {
    this.target = target;
    this.terminal = terminal;
  }

  /**
   * Copies all that is not there, and makes it known to Git where the folder is in a checkout.
   *
   * @throws CommandException if files are there with other contents, which are left as they are
   */
  void copy(Path template) {
    try {
      Files.createDirectories(target);
      copy(template, target);
      known();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!conflicting.isEmpty()) {
      throw new CommandException(
          ExitCode.EXPRESSION,
          "encountered " + conflicting.size() + " conflicts - see above",
          "the files named are left as they were; move them away to have those of the template");
    }
  }

  private void copy(Path from, Path to) throws IOException {
    List<Path> entries;
    try (Stream<Path> listed = Files.list(from)) {
      entries = listed.sorted().toList();
    }
    for (Path entry : entries) {
      Path place = to.resolve(entry.getFileName());
      if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectories(place);
        copy(entry, place);
      } else if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
        present(entry, place);
      } else if (Files.isSymbolicLink(entry)) {
        Files.createSymbolicLink(place, Files.readSymbolicLink(entry));
        wrote(place);
      } else {
        Files.copy(entry, place);
        Set<PosixFilePermission> mode = EnumSet.copyOf(Files.getPosixFilePermissions(place));
        mode.add(PosixFilePermission.OWNER_WRITE); // in the store nobody may write
        Files.setPosixFilePermissions(place, mode);
        wrote(place);
      }
    }
  }

  private void present(Path entry, Path place) throws IOException {
    boolean same =
        Files.isSymbolicLink(entry)
            ? Files.isSymbolicLink(place)
                && Files.readSymbolicLink(entry).equals(Files.readSymbolicLink(place))
            : Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS)
                && Files.mismatch(entry, place) < 0;
    if (!same) {
      terminal.say(
          "refusing to overwrite existing file '"
              + place
              + "'\nplease merge it manually with '"
              + entry
              + "'");
      conflicting.add(place);
    }
  }

  private void wrote(Path file) {
    terminal.say("wrote: " + file);
    written.add(file);
  }

  /** Adds what was written to the index of the checkout around it: only then a flake has it. */
  private void known() throws IOException {
    @Nullable Path checkout = target;
    while (checkout != null && !GitRepository.isCheckout(checkout)) {
      checkout = checkout.getParent();
    }
    if (checkout == null) {
      return;
    }
    for (Path file : written) {
      WorkTree.add(checkout, Bytes.ofUnicode(checkout.relativize(file).toString()));
    }
  }
}

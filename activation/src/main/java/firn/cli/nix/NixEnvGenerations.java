package firn.cli.nix;

import firn.cli.CommandException;
import firn.cli.Terminal;
import firn.store.local.Profile;
import firn.store.posix.PathBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The operations of {@code nix-env} on generations. */
record NixEnvGenerations(
    Profile profile, Terminal terminal, NixEnvOptions options, List<String> operands) {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  void run() {
    switch (options.operation()) {
      case ROLLBACK -> {
        expect(0, "no arguments expected");
        change(null);
      }
      case SWITCH_GENERATION -> {
        expect(1, "exactly one argument expected");
        change(number(operands.getFirst(), "expected a generation number"));
      }
      case LIST_GENERATIONS -> {
        expect(0, "no arguments expected");
        list();
      }
      case DELETE_GENERATIONS ->
          profile
              .delete(selection(), options.dryRun)
              .forEach(one ->
                  terminal.say(
                      (options.dryRun ? "would remove" : "removing")
                          + " profile version "
                          + one.number()));
      default -> throw new IllegalStateException(options.operation() + " is not of generations");
    }
  }

  private void expect(int count, String otherwise) {
    if (operands.size() != count) {
      throw failed(otherwise);
    }
  }

  private static CommandException failed(String message) {
    return new CommandException(NixExitCode.FAILED, message, null);
  }

  private static long number(String text, String otherwise) {
    if (!text.matches("[0-9]{1,18}")) {
      throw failed(otherwise);
    }
    return Long.parseLong(text);
  }

  private void change(@Nullable Long number) {
    Profile.Switch done = profile.switchTo(number, options.dryRun);
    terminal.say("switching profile from version " + done.from() + " to " + done.to().number());
  }

  private void list() {
    long current = profile.current().orElse(-1);
    for (Profile.Generation one : profile.generations()) {
      terminal.print(
          "%4d   %s   %s"
              .formatted(
                  one.number(),
                  TIME.format(ZonedDateTime.ofInstant(one.created(), ZoneId.systemDefault())),
                  one.number() == current ? "(current)" : ""));
    }
  }

  private Profile.Selection selection() {
    String only = operands.size() == 1 ? operands.getFirst() : "";
    if (only.equals("old")) {
      return Profile.old();
    }
    if (only.contains("d")) {
      if (!only.matches("0*[1-9][0-9]{0,5}d")) {
        throw failed("invalid number of days specifier '" + only + "'");
      }
      long days = Long.parseLong(only.substring(0, only.length() - 1));
      return Profile.olderThan(Instant.now().minus(Duration.ofDays(days)));
    }
    if (only.startsWith("+")) {
      long kept = number(only.substring(1), "invalid number of generations to keep '" + only + "'");
      if (kept == 0) {
        throw failed(
            "Must keep at least one generation, otherwise the current one would be deleted");
      }
      return Profile.exceeding(kept);
    }
    Set<Long> chosen = new HashSet<>();
    operands.forEach(one -> chosen.add(number(one, "invalid generation number '" + one + "'")));
    if (profile.current().isPresent() && chosen.contains(profile.current().getAsLong())) {
      throw failed("cannot delete current version of profile '" + profile.path() + "'");
    }
    return (all, current) -> one -> chosen.contains(one.number());
  }

  /** Lets the user's own link lead to another profile. */
  static void follow(List<String> operands) {
    if (operands.size() != 1) {
      throw failed("exactly one argument expected");
    }
    Path link = ProfileOperations.userLink();
    Path target = PathBytes.toPath(operands.getFirst()).toAbsolutePath().normalize();
    Path temporary = link.resolveSibling(".nix-profile.tmp-" + ProcessHandle.current().pid());
    try {
      Files.deleteIfExists(temporary);
      Files.createSymbolicLink(
          temporary,
          target.getParent() != null && target.getParent().equals(link.getParent())
              ? target.getFileName()
              : target);
      Files.move(temporary, link, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

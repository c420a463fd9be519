package firn.eval.fetch;

import firn.eval.builtin.FetchSettings;
import firn.eval.builtin.FetchSettings.Rank;
import firn.eval.builtin.FetchSettings.RegistrySource;
import firn.eval.error.EvalException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Looks short names of inputs up in registries (Nix manual, "nix registry"). */
public final class Registries {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int MAX_STEPS = 100;

  private final FetchSettings settings;

  public Registries(Fetcher fetcher) {
    this.settings = fetcher.settings();
  }

  /**
   * What a name stands for.
   *
   * @param directory the folder of the flake inside, where the registry says one
   */
  public record Resolved(Input input, Optional<String> directory) {}

  /**
   * One line of a registry.
   *
   * @param exact whether it stands for {@code from} alone, not for further versions of it
   */
  public record Entry(Rank rank, Input from, Input to, Optional<String> directory, boolean exact) {}

  /** All entries in the order in which they win. */
  public List<Entry> entries() {
    List<Entry> all = new ArrayList<>();
    for (RegistrySource source : settings.registries()) {
      read(source).ifPresent(text -> all.addAll(parse(source, text)));
    }
    return all;
  }

  private static Optional<String> read(RegistrySource source) {
    if (source.text() != null) {
      return Optional.of(source.text());
    }
    String location = source.location();
    if (location == null || location.isEmpty()) {
      return Optional.empty();
    }
    try {
      if (location.contains("://") && !location.startsWith("file://")) {
        return new Downloads(l -> {})
            .small(location)
            .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
      }
      Path file =
          Path.of(
              location.startsWith("file://") ? location.substring("file://".length()) : location);
      return Optional.of(Files.readString(file));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException e) {
      throw new FetchFailure("cannot read the flake registry '" + location + "'", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new InterruptedIOException("interrupted"));
    }
  }

  private static List<Entry> parse(RegistrySource source, String text) {
    String name = String.valueOf(source.location());
    try {
      JsonNode root = JSON.readTree(text);
      if (root.path("version").asInt(0) != 2) {
        throw new EvalException("flake registry '" + name + "' has an unsupported version");
      }
      List<Entry> entries = new ArrayList<>();
      for (JsonNode flake : root.path("flakes")) {
        FetchAttributes to = FetchAttributes.of(flake.path("to"));
        entries.add(
            new Entry(
                source.rank(),
                Input.of(FetchAttributes.of(flake.path("from"))),
                Input.of(to.without("dir")),
                to.text("dir"),
                flake.path("exact").asBoolean(false)));
      }
      return entries;
    } catch (JacksonException e) {
      throw new EvalException("flake registry '" + name + "' is not JSON", e);
    }
  }

  /**
   * Follows names until there is an input that says where it is.
   *
   * @param locking whether the answer goes into a lock file: then what only this user or machine
   *     calls so does not count
   * @throws EvalException if no registry has the name
   */
  public Resolved resolve(Input input, boolean locking) {
    Input at = input;
    Optional<String> directory = Optional.empty();
    List<Entry> entries = input.isDirect() || !settings.useRegistries() ? List.of() : entries();
    for (int step = 0; !at.isDirect(); step++) {
      if (step > MAX_STEPS) {
        throw new EvalException("cycle detected in flake registry for '" + input + "'");
      }
      Input wanted = at;
      Entry found =
          entries.stream()
              .filter(e -> !locking || e.rank() == Rank.FLAG || e.rank() == Rank.GLOBAL)
              .filter(e -> matches(e, wanted))
              .findFirst()
              .orElseThrow(() ->
                  new EvalException("cannot find flake '" + wanted + "' in the flake registries"));
      at =
          found.exact()
              ? found.to()
              : found
                  .to()
                  .overridden(
                      found.from().ref().isEmpty() ? wanted.ref() : Optional.empty(),
                      found.from().rev().isEmpty() ? wanted.rev() : Optional.empty());
      directory = found.directory();
    }
    return new Resolved(at, directory);
  }

  private static boolean matches(Entry entry, Input wanted) {
    if (entry.exact()) {
      return entry.from().equals(wanted);
    }
    FetchAttributes from = entry.from().attributes();
    FetchAttributes to = wanted.attributes();
    return from.require("type").equals(to.require("type"))
        && from.text("id").equals(to.text("id"))
        && (from.text("ref").isEmpty() || from.text("ref").equals(to.text("ref")))
        && (from.text("rev").isEmpty() || from.text("rev").equals(to.text("rev")));
  }
}

package firn.packages.archive;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads apt's configuration of sources: {@code sources.list}, {@code sources.list.d/*.list} (one
 * line each) and {@code *.sources} (deb822), as {@code sources.list(5)} describes them. Entries for
 * sources, for other architectures, disabled ones and those of schemes Firn cannot fetch are left
 * out.
 */
public final class AptSources {
  private static final Pattern OPTIONS = Pattern.compile("^deb\\s+\\[([^\\]]*)\\]\\s+(.*)$");

  private AptSources() {}

  /**
   * All entries below {@code etcApt} for {@code architecture} (Debian's name, {@code amd64}).
   *
   * @throws IOException if a file that exists cannot be read
   */
  public static List<AptSource> read(Path etcApt, String architecture) throws IOException {
    boolean checkDates = !datesIgnored(etcApt);
    List<AptSource> sources = new ArrayList<>();
    Path list = etcApt.resolve("sources.list");
    if (Files.isRegularFile(list)) {
      sources.addAll(parseList(text(list), architecture, checkDates));
    }
    for (Path file : files(etcApt.resolve("sources.list.d"))) {
      String name = file.getFileName().toString();
      if (name.endsWith(".list")) {
        sources.addAll(parseList(text(file), architecture, checkDates));
      } else if (name.endsWith(".sources")) {
        sources.addAll(parseSources(text(file), architecture, checkDates));
      }
    }
    return sources.stream().distinct().toList();
  }

  /** Entries of the one-line format. */
  static List<AptSource> parseList(String text, String architecture, boolean checkDates) {
    List<AptSource> sources = new ArrayList<>();
    for (String raw : text.split("\n", -1)) {
      int comment = raw.indexOf('#');
      String line = (comment < 0 ? raw : raw.substring(0, comment)).strip();
      List<String> signedBy = List.of();
      boolean check = checkDates;
      boolean wanted = true;
      Matcher options = OPTIONS.matcher(line);
      if (options.matches()) {
        for (String option : options.group(1).strip().split("\\s+")) {
          String value = option.substring(option.indexOf('=') + 1);
          switch (option.substring(0, Math.max(0, option.indexOf('='))).toLowerCase(Locale.ROOT)) {
            case "signed-by" -> signedBy = List.of(value.split(","));
            case "arch" -> wanted = List.of(value.split(",")).contains(architecture);
            case "check-valid-until" -> check = yes(value);
            default -> {}
          }
        }
        line = "deb " + options.group(2);
      }
      String[] words = line.split("\\s+");
      if (wanted && words.length >= 4 && words[0].equals("deb")) {
        add(sources, words[1], words[2], List.of(words).subList(3, words.length), signedBy, check);
      }
    }
    return sources;
  }

  /** Entries of the deb822 format. */
  static List<AptSource> parseSources(String text, String architecture, boolean checkDates) {
    List<AptSource> sources = new ArrayList<>();
    for (ControlParagraph paragraph : ControlParagraph.parse(text)) {
      List<String> architectures = paragraph.words("Architectures");
      String enabled = paragraph.get("Enabled");
      if (!paragraph.words("Types").contains("deb")
          || (!enabled.isEmpty() && !yes(enabled))
          || (!architectures.isEmpty() && !architectures.contains(architecture))) {
        continue;
      }
      String check = paragraph.get("Check-Valid-Until");
      String key = paragraph.get("Signed-By");
      List<String> signedBy =
          key.contains("-----BEGIN")
              ? List.of(armour(key))
              : key.isBlank() ? List.of() : List.of(key.strip().split("[\\s,]+"));
      for (String uri : paragraph.words("URIs")) {
        for (String suite : paragraph.words("Suites")) {
          add(
              sources,
              uri,
              suite,
              paragraph.words("Components"),
              signedBy,
              check.isEmpty() ? checkDates : yes(check));
        }
      }
    }
    return sources;
  }

  private static void add(
      List<AptSource> sources,
      String uri,
      String suite,
      List<String> components,
      List<String> signedBy,
      boolean check) {
    String trimmed = uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
    try {
      URI parsed = new URI(trimmed);
      String scheme = parsed.getScheme();
      // A suite that ends in a slash names a flat archive, which has no components to choose from.
      if (scheme != null
          && List.of("http", "https", "file").contains(scheme)
          && !suite.endsWith("/")) {
        sources.add(new AptSource(parsed, suite, components, signedBy, check));
      }
    } catch (URISyntaxException e) {
      // Not an address anything could be fetched from; apt itself reports it.
      return;
    }
  }

  /** An embedded key: a lone dot stands for an empty line, and each line has one leading space. */
  private static String armour(String field) {
    StringBuilder block = new StringBuilder();
    for (String line : field.split("\n", -1)) {
      String stripped = line.strip();
      block.append(stripped.equals(".") ? "" : stripped).append('\n');
    }
    return block.toString();
  }

  private static boolean datesIgnored(Path etcApt) throws IOException {
    boolean ignored = false;
    List<Path> files = new ArrayList<>(files(etcApt.resolve("apt.conf.d")));
    if (Files.isRegularFile(etcApt.resolve("apt.conf"))) {
      files.add(etcApt.resolve("apt.conf"));
    }
    for (Path file : files) {
      String text = text(file);
      if (!text.toLowerCase(Locale.ROOT).contains("check-valid-until")) {
        continue;
      }
      Matcher matcher =
          Pattern.compile("(?im)^\\s*Acquire::Check-Valid-Until\\s+\"?([a-z0-9]+)\"?\\s*;")
              .matcher(text);
      while (matcher.find()) {
        ignored = !yes(matcher.group(1));
      }
    }
    return ignored;
  }

  private static boolean yes(String value) {
    return List.of("yes", "true", "1", "on", "with", "enable")
        .contains(value.strip().toLowerCase(Locale.ROOT));
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }
}

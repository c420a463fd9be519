package firn.eval.format;

import firn.eval.value.AttrsBuilder;
import firn.eval.value.NixString;
import firn.eval.value.Value;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.regex.Pattern;

/** Dates and times of TOML as sets (Nix's experimental feature {@code parse-toml-timestamps}). */
final class TomlTime {
  private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss");

  private static final Pattern TOO_FINE = Pattern.compile("(\\d\\d:\\d\\d:\\d\\d\\.\\d{9})\\d+");

  private TomlTime() {}

  /** Leaves out what is finer than a nanosecond, as TOML allows and the parser does not. */
  static String shorten(String document) {
    return TOO_FINE.matcher(document).replaceAll("$1");
  }

  /** {@code { _type = "timestamp"; value = "…"; }}. */
  static Value value(TemporalAccessor time) {
    return new AttrsBuilder(2)
        .put("_type", NixString.of("timestamp"))
        .put("value", NixString.of(text(time)))
        .build();
  }

  private static String text(TemporalAccessor time) {
    return switch (time) {
      case LocalDate date -> date.toString();
      case LocalTime local -> text(local);
      case LocalDateTime both -> both.toLocalDate() + "T" + text(both.toLocalTime());
      case OffsetDateTime whole ->
          whole.toLocalDate() + "T" + text(whole.toLocalTime()) + whole.getOffset().getId();
      default -> throw new IllegalStateException("not a time of TOML: " + time.getClass());
    };
  }

  /** Fractions of a second in groups of three digits, as few groups as hold them. */
  private static String text(LocalTime time) {
    String whole = SECONDS.format(time);
    int nanos = time.getNano();
    if (nanos == 0) {
      return whole;
    }
    String digits = String.format("%09d", nanos);
    int length = nanos % 1_000_000 == 0 ? 3 : nanos % 1_000 == 0 ? 6 : 9;
    return whole + "." + digits.substring(0, length);
  }
}

package firn.store.db;

import com.google.common.collect.Lists;
import firn.store.PathInfo;
import firn.store.StorePath;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Registrations as JSON that statements take apart inside the database: a call for each column of
 * each row would cost more than the rows.
 *
 * <p>An array for each path: {@code [path, hash, time, deriver, size, ultimate, signatures, content
 * address, [reference…], [[output name, output path]…]]}.
 */
final class RegistrationRows {
  /** Registrations that a statement takes at a time. */
  private static final int MOST = 2048;

  static final String FORGET_REFERENCES =
      """
      delete from Refs where referrer in
        (select v.id from json_each(?) r cross join ValidPaths v on v.path = r.value ->> 0)\
      """;

  static final String PATHS =
      """
      insert into ValidPaths
        (path, hash, registrationTime, deriver, narSize, ultimate, sigs, ca)
      select value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5,
        value ->> 6, value ->> 7 from json_each(?) where true
      on conflict (path) do update set
        hash = excluded.hash, registrationTime = excluded.registrationTime,
        deriver = excluded.deriver, narSize = excluded.narSize, ultimate = excluded.ultimate,
        sigs = excluded.sigs, ca = excluded.ca\
      """;

  static final String REFERENCES =
      """
      insert or replace into Refs (referrer, reference)
      select v.id, (select id from ValidPaths where path = t.value)
      from json_each(?) r cross join ValidPaths v on v.path = r.value ->> 0
        cross join json_each(r.value -> 8) t\
      """;

  /** Columns: referrer and reference of one that is not valid. */
  static final String MISSING_REFERENCE =
      """
      select r.value ->> 0, t.value from json_each(?) r cross join json_each(r.value -> 8) t
      where not exists (select * from ValidPaths where path = t.value) limit 1\
      """;

  static final String OUTPUTS =
      """
      insert or replace into DerivationOutputs (drv, id, path)
      select v.id, t.value ->> 0, t.value ->> 1
      from json_each(?) r cross join ValidPaths v on v.path = r.value ->> 0
        cross join json_each(r.value -> 9) t\
      """;

  private final StringBuilder json = new StringBuilder();

  private RegistrationRows() {}

  /**
   * The rows of many at a time. Those of later parts are written while the database takes others.
   */
  static List<Supplier<String>> inParts(Collection<Registration> registrations) {
    List<List<Registration>> parts = Lists.partition(List.copyOf(registrations), MOST);
    if (parts.size() < 2) {
      return parts.stream()
          .map(RegistrationRows::of)
          .<Supplier<String>>map(rows -> () -> rows)
          .toList();
    }
    return parts.stream()
        .map(part -> CompletableFuture.supplyAsync(() -> of(part)))
        .<Supplier<String>>map(rows -> rows::join)
        .toList();
  }

  private static String of(List<Registration> registrations) {
    RegistrationRows rows = new RegistrationRows();
    rows.json.append('[');
    String separator = "";
    for (Registration registration : registrations) {
      rows.json.append(separator);
      rows.add(registration);
      separator = ",";
    }
    return rows.json.append(']').toString();
  }

  private void add(Registration registration) {
    PathInfo info = registration.info();
    json.append('[');
    text(info.path().toString()).append(',');
    text(info.narHash().toString()).append(',');
    json.append(info.registered().getEpochSecond()).append(',');
    text(info.deriver()).append(',');
    json.append(info.narSize()).append(',').append(info.ultimate() ? "1," : "null,");
    text(info.signatures().isEmpty() ? null : String.join(" ", info.signatures())).append(',');
    text(info.contentAddress()).append(",[");
    String separator = "";
    for (StorePath reference : info.references()) {
      json.append(separator);
      text(reference.toString());
      separator = ",";
    }
    json.append("],[");
    separator = "";
    for (Map.Entry<String, StorePath> output : registration.outputs().entrySet()) {
      json.append(separator).append('[');
      text(output.getKey()).append(',');
      text(output.getValue().toString()).append(']');
      separator = ",";
    }
    json.append("]]");
  }

  private StringBuilder text(@Nullable Object value) {
    if (value == null) {
      return json.append("null");
    }
    String text = value.toString();
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) == '"' || text.charAt(i) == '\\') {
        return escaped(text, i);
      }
    }
    return json.append(text).append('"');
  }

  private StringBuilder escaped(String text, int plain) {
    json.append(text, 0, plain);
    for (int i = plain; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ') {
        json.append("\\u%04x".formatted((int) c));
      } else {
        json.append(c == '"' || c == '\\' ? "\\" : "").append(c);
      }
    }
    return json.append('"');
  }
}

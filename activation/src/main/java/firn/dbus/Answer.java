package firn.dbus;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a call.
 *
 * @param error the name of the error, or null
 * @param values what the method returned, or the error's arguments
 */
public record Answer(@Nullable String error, List<Object> values) {
  /** The one value it returned, or null if it failed or returned nothing. */
  public @Nullable Object value() {
    return error != null || values.isEmpty() ? null : values.getFirst();
  }
}

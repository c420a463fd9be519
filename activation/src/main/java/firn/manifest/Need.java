package firn.manifest;

import org.jspecify.annotations.Nullable;

/**
 * Something that a machine must have, or have free, for the system to start.
 *
 * @param kind {@code path} (it exists), {@code interface} (it exists), {@code address} (it is not
 *     in use; the value is the address and the interface that gets it), {@code port} (no foreign
 *     process has it; the value is the protocol and the number), or {@code kernel} (it can do this)
 * @param value what is needed
 * @param option the option that asks for it
 * @param place where the option is set, null if that is not known
 */
public record Need(String kind, String value, String option, @Nullable String place) {
  /** The option with its place, for messages. */
  public String asker() {
    return place == null ? option : option + " (" + place + ")";
  }
}

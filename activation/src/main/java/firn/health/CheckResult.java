package firn.health;

/**
 * How a check ended.
 *
 * @param where the machine it ran in
 * @param type {@code http}, {@code tcp}, {@code command} or {@code unit}
 * @param message what was found: the answer, or what is wrong
 */
public record CheckResult(String name, String where, String type, boolean ok, String message) {}

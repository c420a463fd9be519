package firn.dbus;

import java.util.List;

/**
 * A call of a method whose arguments are all strings.
 *
 * @param destination the name on the bus, {@code org.freedesktop.systemd1}
 * @param path the object, {@code /org/freedesktop/systemd1}
 * @param arguments in the order of the method's signature
 */
public record MethodCall(
    String destination, String path, String face, String member, List<String> arguments) {
  private static final String PROPERTIES = "org.freedesktop.DBus.Properties";

  /** A question for one property of an object; the answer is one value. */
  public static MethodCall get(String destination, String path, String face, String property) {
    return new MethodCall(destination, path, PROPERTIES, "Get", List.of(face, property));
  }

  /** A question for all properties of an object; the answer is one map. */
  public static MethodCall getAll(String destination, String path, String face) {
    return new MethodCall(destination, path, PROPERTIES, "GetAll", List.of(face));
  }
}

package firn.store.build;

import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The builders that run inside Firn, by name. */
final class Builders {
  private static final Map<String, BuiltinBuilder> BY_NAME = load();

  private Builders() {}

  private static Map<String, BuiltinBuilder> load() {
    Map<String, BuiltinBuilder> all = new TreeMap<>();
    for (BuiltinBuilder builder :
        ServiceLoader.load(BuiltinBuilder.class, BuiltinBuilder.class.getClassLoader())) {
      all.putIfAbsent(builder.name(), builder);
    }
    return all;
  }

  /**
   * @throws BuildException if there is none of that name
   */
  static BuiltinBuilder named(String name) throws BuildException {
    BuiltinBuilder builder = BY_NAME.get(name);
    if (builder == null) {
      throw new BuildException(
          "there is no builder 'builtin:"
              + name
              + "'; known are "
              + String.join(", ", BY_NAME.keySet()));
    }
    return builder;
  }
}

package firn.cli.declare;

import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import picocli.CommandLine.IFactory;

/**
 * Makes what annotations name by class, with the constructor that takes nothing, and collections
 * for what may be given several times. picocli's own factory also asks for a class of Groovy first,
 * and to say that there is none the JVM opens every archive on the class path: a sixth of what a
 * short command takes.
 */
enum Constructing implements IFactory {
  FACTORY;

  private static final List<Class<?>> COLLECTIONS =
      List.of(ArrayList.class, LinkedHashMap.class, LinkedHashSet.class);

  @Override
  public <K> K create(Class<K> type) throws ReflectiveOperationException {
    Class<?> made = type.isInterface() ? collection(type) : type;
    Constructor<?> constructor = made.getDeclaredConstructor();
    if (made == type) {
      constructor.setAccessible(true);
    }
    return type.cast(constructor.newInstance());
  }

  private static Class<?> collection(Class<?> type) {
    for (Class<?> made : COLLECTIONS) {
      if (type.isAssignableFrom(made)) {
        return made;
      }
    }
    throw new IllegalArgumentException("no collection is known that is a " + type.getName());
  }
}

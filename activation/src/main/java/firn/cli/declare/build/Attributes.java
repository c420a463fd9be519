package firn.cli.declare.build;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;

/** Tells which attributes an annotation sets. */
final class Attributes {
  private Attributes() {}

  /**
   * Refuses an annotation that sets an attribute other than those known.
   *
   * @throws Refusal naming the attribute
   */
  static void allow(Annotation annotation, Set<String> known) throws Refusal {
    for (Method attribute : annotation.annotationType().getDeclaredMethods()) {
      if (!known.contains(attribute.getName()) && !hasDefault(annotation, attribute)) {
        throw new Refusal(
            "@" + annotation.annotationType().getSimpleName() + "(" + attribute.getName() + ")");
      }
    }
  }

  private static boolean hasDefault(Annotation annotation, Method attribute) throws Refusal {
    try {
      attribute.setAccessible(true);
      Object value = attribute.invoke(annotation);
      Object usual = attribute.getDefaultValue();
      return value instanceof Object[] values && usual instanceof Object[] usuals
          ? Arrays.equals(values, usuals)
          : Objects.equals(value, usual);
    } catch (ReflectiveOperationException e) {
      throw new Refusal(attribute + ": " + e);
    }
  }
}

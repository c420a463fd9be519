package firn.cli.declare.build;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Range;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Writes the class that declares one annotated class, in the order picocli reads annotations. */
final class ClassWriter {
  static final String SUFFIX = "Declared";

  private static final String DECLARING = "firn.cli.declare.Declaring";
  private static final Set<String> COMMAND =
      Set.of(
          "name",
          "aliases",
          "description",
          "footer",
          "customSynopsis",
          "synopsisSubcommandLabel",
          "commandListHeading",
          "mixinStandardHelpOptions",
          "addMethodSubcommands",
          "versionProvider",
          "subcommands");
  private static final Set<String> OPTION =
      Set.of("names", "paramLabel", "description", "arity", "hidden", "required", "fallbackValue");
  private static final Set<String> PARAMETER =
      Set.of("index", "paramLabel", "description", "arity", "hidden");

  private final Class<?> subject;
  private final StringBuilder body = new StringBuilder();
  private final StringBuilder getters = new StringBuilder();
  private final StringBuilder setters = new StringBuilder();
  private final Set<Class<?>> used = new LinkedHashSet<>();
  private int members;

  /** The statement that tells the object what is above it; null for one that does not ask. */
  private @Nullable String adoption;

  ClassWriter(Class<?> subject) {
    this.subject = subject;
  }

  /** Whether picocli reads something from a class itself. */
  static boolean isAnnotated(Class<?> type) {
    return type.isAnnotationPresent(Command.class)
        || Arrays.stream(type.getDeclaredFields()).anyMatch(ClassWriter::isAnnotated)
        || Arrays.stream(type.getDeclaredMethods()).anyMatch(ClassWriter::isAnnotated);
  }

  private static boolean isAnnotated(AnnotatedElement member) {
    return member.isAnnotationPresent(Option.class)
        || member.isAnnotationPresent(Parameters.class)
        || member.isAnnotationPresent(Mixin.class)
        || member.isAnnotationPresent(ArgGroup.class)
        || member.isAnnotationPresent(Unmatched.class);
  }

  /** The name of the generated class, in the package of the class it declares. */
  static String simpleName(Class<?> type) {
    String name = type.getName().substring(type.getPackageName().length() + 1);
    return name.replace('$', '_') + SUFFIX;
  }

  static String qualifiedName(Class<?> type) {
    return type.getPackageName() + "." + simpleName(type);
  }

  /** The mixins declared by other generated classes, known once the source is written. */
  Set<Class<?>> used() {
    return used;
  }

  /** Whether the class wants to know the command above. */
  boolean adopts() {
    return adoption != null;
  }

  /**
   * The source.
   *
   * @throws Refusal if there is an annotation that it cannot express
   */
  String source() throws Refusal {
    if (Modifier.isPrivate(subject.getModifiers())) {
      throw new Refusal("a private class");
    }
    Deque<Class<?>> hierarchy = new ArrayDeque<>();
    for (Class<?> type = subject; type != Object.class; type = type.getSuperclass()) {
      hierarchy.push(type);
    }
    boolean help = false;
    for (Class<?> type : hierarchy) {
      Command command = type.getAnnotation(Command.class);
      if (command != null) {
        command(command);
        help |= command.mixinStandardHelpOptions();
      }
      for (Field field : type.getDeclaredFields()) {
        field(field);
      }
      for (Method method : type.getDeclaredMethods()) {
        method(method);
      }
    }
    if (help) {
      body.append("    ").append(DECLARING).append(".helpOptions(spec);\n");
    }
    String name = simpleName(subject);
    String type = subject.getCanonicalName();
    return "package "
        + subject.getPackageName()
        + ";\n\n"
        + "public final class "
        + name
        + " extends firn.cli.declare.Members {\n"
        + "  private final "
        + type
        + " o;\n\n"
        + "  private "
        + name
        + "("
        + type
        + " o) {\n    this.o = o;\n  }\n\n"
        + "  public static picocli.CommandLine.Model.CommandSpec declare(Object command) {\n"
        + "    "
        + type
        + " o = ("
        + type
        + ") command;\n"
        + "    "
        + name
        + " members = new "
        + name
        + "(o);\n"
        + "    picocli.CommandLine.Model.CommandSpec spec = "
        + DECLARING
        + ".begin(o);\n"
        + body
        + "    return spec;\n  }\n\n"
        + adoption(type)
        + "  @Override\n  protected Object get(int member) {\n    switch (member) {\n"
        + getters
        + "      default: return null;\n    }\n  }\n\n"
        + "  @Override\n  @SuppressWarnings(\"unchecked\")\n"
        + "  protected void set(int member, Object value) {\n    switch (member) {\n"
        + setters
        + "      default: throw new IllegalArgumentException();\n    }\n  }\n}\n";
  }

  private String adoption(String type) {
    return adoption == null
        ? ""
        : "  public static void adopt(Object command, Object above) {\n    "
            + type
            + " o = ("
            + type
            + ") command;\n    "
            + adoption
            + ";\n  }\n\n";
  }

  private void command(Command command) throws Refusal {
    Attributes.allow(command, COMMAND);
    call("spec.name", Literals.text(command.name()));
    if (command.aliases().length > 0) {
      call("spec.aliases", Literals.texts(command.aliases()));
    }
    usage("description", command.description());
    usage("footer", command.footer());
    usage("customSynopsis", command.customSynopsis());
    call(
        "spec.usageMessage().synopsisSubcommandLabel",
        Literals.text(command.synopsisSubcommandLabel()));
    call("spec.usageMessage().commandListHeading", Literals.text(command.commandListHeading()));
    if (!command.versionProvider().getName().equals("picocli.CommandLine$NoVersionProvider")) {
      versionProvider(command.versionProvider());
    }
    List<String> names =
        Stream.of(command.subcommands()).map(c -> c.getAnnotation(Command.class).name()).toList();
    if (!names.isEmpty()) {
      body.append("    String only = ").append(DECLARING).append(".only(");
      body.append(String.join(", ", names.stream().map(Literals::text).toList())).append(");\n");
    }
    for (Class<?> subcommand : command.subcommands()) {
      String name = subcommand.getAnnotation(Command.class).name();
      body.append("    if (only == null || only.equals(")
          .append(Literals.text(name))
          .append("))\n  ");
      call(DECLARING + ".subcommand", "spec", Literals.text(name), create(subcommand));
    }
  }

  private void usage(String attribute, String... lines) {
    if (lines.length > 0) {
      call("spec.usageMessage()." + attribute, Literals.texts(lines));
    }
  }

  private void versionProvider(Class<?> type) throws Refusal {
    String name = type.getCanonicalName();
    body.append("    ").append(name).append(" version = ").append(create(type)).append(";\n");
    for (Field field : type.getDeclaredFields()) {
      if (field.isAnnotationPresent(Spec.class)) {
        accessible(field);
        body.append("    version.").append(field.getName()).append(" = spec;\n");
      }
    }
    call("spec.versionProvider", "version");
  }

  private void field(Field field) throws Refusal {
    if (field.isAnnotationPresent(ArgGroup.class) || field.isAnnotationPresent(Unmatched.class)) {
      throw new Refusal(field.getName() + " is a group or takes what matches nothing");
    }
    String at = "o." + field.getName();
    if (field.isAnnotationPresent(Mixin.class)) {
      accessible(field);
      Attributes.allow(field.getAnnotation(Mixin.class), Set.of());
      if (!Modifier.isFinal(field.getModifiers())) {
        body.append("    if (").append(at).append(" == null) { ").append(at).append(" = ");
        body.append(create(field.getType())).append("; }\n");
      }
      used.add(field.getType());
      call(
          "spec.addMixin",
          Literals.text(field.getName()),
          qualifiedName(field.getType()) + ".declare(" + at + ")");
    } else if (field.isAnnotationPresent(Spec.class)) {
      accessible(field);
      Attributes.allow(field.getAnnotation(Spec.class), Set.of());
      body.append("    ").append(at).append(" = spec;\n");
    } else if (field.isAnnotationPresent(ParentCommand.class)) {
      accessible(field);
      String type = field.getType().getCanonicalName();
      adoption = at + " = (" + type + ") above";
    } else if (isAnnotated(field)) {
      accessible(field);
      getters.append("      case ").append(members).append(": return ").append(at).append(";\n");
      String cast = cast(field.getGenericType());
      setter(at + " = " + cast + " value");
      argument(field, field.getName(), field.getType(), field.getGenericType());
    }
  }

  private void method(Method method) throws Refusal {
    if (method.isAnnotationPresent(Command.class)) {
      throw new Refusal(method.getName() + " is a subcommand");
    }
    if (!isAnnotated(method)) {
      return;
    }
    if (method.getParameterCount() != 1) {
      throw new Refusal(method.getName() + " takes more than a value");
    }
    accessible(method);
    Type type = method.getGenericParameterTypes()[0];
    setter("o." + method.getName() + "(" + cast(type) + " value)");
    argument(method, method.getName(), method.getParameterTypes()[0], type);
  }

  private void argument(AnnotatedElement member, String name, Class<?> type, Type generic)
      throws Refusal {
    Option option = member.getAnnotation(Option.class);
    Parameters parameters = member.getAnnotation(Parameters.class);
    boolean many = Collection.class.isAssignableFrom(type);
    if (type.isArray()
        || java.util.Map.class.isAssignableFrom(type)
        || type == java.util.Optional.class) {
      throw new Refusal(name + " is of " + type);
    }
    String types =
        many ? Literals.classes(type, (Class<?>) arguments(generic)[0]) : Literals.classes(type);
    String number = "" + members++;
    if (option != null) {
      Attributes.allow(option, OPTION);
      boolean flag = type == boolean.class || type == Boolean.class;
      call(
          DECLARING + ".option",
          "spec",
          "members",
          number,
          Literals.texts(option.names()),
          Literals.text(label(option.paramLabel(), name)),
          Literals.range(arity(option.arity(), flag ? "0" : "1")),
          types,
          "" + option.hidden(),
          "" + option.required(),
          Literals.text(
              option.fallbackValue().equals(Option.NULL_VALUE) ? null : option.fallbackValue()),
          Literals.texts(option.description()));
    } else {
      Attributes.allow(parameters, PARAMETER);
      String index = parameters.index();
      call(
          DECLARING + ".parameter",
          "spec",
          "members",
          number,
          Literals.text(index.isEmpty() ? many ? "*" : "0+" : index),
          Literals.text(label(parameters.paramLabel(), name)),
          Literals.range(arity(parameters.arity(), many ? "0..1" : "1")),
          types,
          "" + parameters.hidden(),
          Literals.texts(parameters.description()));
    }
  }

  private static String label(String given, String name) {
    return given.isEmpty() ? "<" + name + ">" : given.strip();
  }

  private static Range arity(String given, String usual) {
    if (!given.isEmpty()) {
      return Range.valueOf(given);
    }
    Range range = Range.valueOf(usual);
    return new Range(range.min(), range.max(), range.isVariable(), true, usual);
  }

  private static Type[] arguments(Type generic) throws Refusal {
    if (generic instanceof ParameterizedType parameterized
        && parameterized.getActualTypeArguments()[0] instanceof Class<?>) {
      return parameterized.getActualTypeArguments();
    }
    throw new Refusal("a collection of " + generic);
  }

  private static String cast(Type type) {
    return "(" + type.getTypeName().replace('$', '.') + ")";
  }

  private void setter(String statement) {
    setters
        .append("      case ")
        .append(members)
        .append(": ")
        .append(statement)
        .append("; break;\n");
  }

  private void call(String function, String... arguments) {
    body.append("    ").append(function).append('(');
    body.append(String.join(", ", arguments)).append(");\n");
  }

  /** An expression that makes an object as picocli would. */
  private String create(Class<?> type) throws Refusal {
    try {
      Constructor<?> constructor = type.getDeclaredConstructor();
      accessible(constructor);
      return "new " + type.getCanonicalName() + "()";
    } catch (NoSuchMethodException e) {
      throw new Refusal(type.getSimpleName() + " cannot be made");
    }
  }

  private void accessible(Member member) throws Refusal {
    Class<?> owner = member.getDeclaringClass();
    boolean near = owner.getPackage().equals(subject.getPackage());
    int modifiers = near ? member.getModifiers() : owner.getModifiers() & member.getModifiers();
    if (Modifier.isPrivate(member.getModifiers()) || (!near && !Modifier.isPublic(modifiers))) {
      throw new Refusal(owner.getSimpleName() + "." + member.getName() + " is out of reach");
    }
  }
}

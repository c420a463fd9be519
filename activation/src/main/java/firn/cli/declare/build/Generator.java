package firn.cli.declare.build;

import firn.cli.declare.Declarations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * Writes, for every annotated class that it can, a class that declares it, and the table that finds
 * them; compiles them beside the others.
 */
public final class Generator {
  private Generator() {}

  /** Arguments: the folder of compiled classes, and one for the generated sources. */
  public static void main(String[] arguments) throws Exception {
    Path classes = Path.of(arguments[0]);
    Path sources = Path.of(arguments[1]);
    Map<Class<?>, String> written = new LinkedHashMap<>();
    Map<Class<?>, Set<Class<?>>> mixins = new LinkedHashMap<>();
    Set<Class<?>> adopting = new LinkedHashSet<>();
    for (Class<?> type : annotated(classes)) {
      ClassWriter writer = new ClassWriter(type);
      try {
        written.put(type, writer.source());
        mixins.put(type, writer.used());
        if (writer.adopts()) {
          adopting.add(type);
        }
      } catch (Refusal e) {
        System.out.println("left to reflection: " + type.getName() + ": " + e.getMessage());
      }
    }
    // What mixes in a class that is left to reflection is left to it as well.
    while (mixins.entrySet().removeIf(e -> !written.keySet().containsAll(e.getValue()))) {
      written.keySet().retainAll(mixins.keySet());
    }
    adopting.retainAll(written.keySet());
    List<String> files = new ArrayList<>();
    for (Map.Entry<Class<?>, String> entry : written.entrySet()) {
      files.add(write(sources, ClassWriter.qualifiedName(entry.getKey()), entry.getValue()));
    }
    files.add(write(sources, Declarations.TABLE, table(written.keySet(), adopting)));
    compile(classes, files);
  }

  private static List<Class<?>> annotated(Path classes)
      throws IOException, ReflectiveOperationException {
    Map<String, Class<?>> found = new TreeMap<>();
    List<Path> files;
    try (Stream<Path> all = Files.walk(classes.resolve("firn/cli"))) {
      files = all.filter(file -> file.toString().endsWith(".class")).toList();
    }
    for (Path file : files) {
      String path = classes.relativize(file).toString();
      String name = path.substring(0, path.length() - ".class".length()).replace('/', '.');
      try {
        Class<?> type = Class.forName(name, false, Generator.class.getClassLoader());
        if (inheritsAnnotation(type) && !type.isInterface()) {
          found.put(name, type);
        }
      } catch (LinkageError e) {
        // Compiled from an older source, and what it needs is gone since.
        System.out.println("left out: " + name + ": " + e.getMessage());
      }
    }
    return List.copyOf(found.values());
  }

  private static boolean inheritsAnnotation(Class<?> type) {
    for (Class<?> above = type;
        above != null && above != Object.class;
        above = above.getSuperclass()) {
      if (ClassWriter.isAnnotated(above)) {
        return true;
      }
    }
    return false;
  }

  private static String table(Set<Class<?>> types, Set<Class<?>> adopting) {
    StringBuilder source = new StringBuilder();
    source.append("package firn.cli.declare;\n\n");
    source.append("final class GeneratedTable implements DeclarationTable {\n");
    source.append("  GeneratedTable() {}\n\n  @Override\n");
    source.append("  public picocli.CommandLine.Model.CommandSpec declare(Object command) {\n");
    source.append("    switch (command.getClass().getName()) {\n");
    for (Class<?> type : types) {
      source.append("      case ").append(Literals.text(type.getName())).append(": return ");
      source.append(ClassWriter.qualifiedName(type)).append(".declare(command);\n");
    }
    source.append("      default: return null;\n    }\n  }\n\n  @Override\n");
    source.append("  public void adopt(Object command, Object above) {\n");
    source.append("    switch (command.getClass().getName()) {\n");
    for (Class<?> type : adopting) {
      source.append("      case ").append(Literals.text(type.getName())).append(": ");
      source.append(ClassWriter.qualifiedName(type)).append(".adopt(command, above); break;\n");
    }
    source.append("      default:\n    }\n  }\n}\n");
    return source.toString();
  }

  private static String write(Path sources, String name, String source) throws IOException {
    Path file = sources.resolve(name.replace('.', '/') + ".java");
    Files.createDirectories(file.getParent());
    Files.writeString(file, source);
    return file.toString();
  }

  private static void compile(Path classes, List<String> files) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("-proc:none", "-nowarn", "-d", classes.toString()));
    arguments.addAll(List.of("-cp", System.getProperty("java.class.path")));
    arguments.addAll(files);
    if (compiler.run(null, null, null, arguments.toArray(String[]::new)) != 0) {
      throw new IllegalStateException("the generated declarations do not compile");
    }
  }
}

package firn.packages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A task done with packages, as {@code testdata/packages/runs} writes it: a line {@code :: NAMES},
 * or {@code :fast: NAMES} for one of those that every run of the tests does; perhaps {@code @user},
 * for a program that refuses to be root; lines of shell; and lines {@code => TEXT}, each of which
 * the output must contain.
 *
 * @param topic the file's name without its end
 * @param packages expressions below the package set, such as {@code python3Packages.numpy}
 */
record PackageTask(
    String topic,
    List<String> packages,
    boolean fast,
    boolean user,
    String script,
    List<String> expected) {
  /** The tasks of all files below a folder, by the files' names. */
  static List<PackageTask> in(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> entries = Files.list(folder)) {
      files = entries.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
    }
    List<PackageTask> tasks = new ArrayList<>();
    for (Path file : files) {
      for (String block : Files.readString(file).split("(?m)^(?=:(?:fast)?: )", -1)) {
        if (block.startsWith(":")) {
          tasks.add(parse(file.getFileName().toString().replace(".txt", ""), block));
        }
      }
    }
    return tasks;
  }

  private static PackageTask parse(String topic, String block) {
    List<String> lines = block.strip().lines().toList();
    String head = lines.getFirst();
    List<String> script = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    boolean user = false;
    for (String line : lines.subList(1, lines.size())) {
      if (line.equals("@user")) {
        user = true;
      } else if (line.startsWith("=> ")) {
        expected.add(line.substring(3));
      } else if (!line.startsWith("#")) {
        script.add(line);
      }
    }
    if (expected.isEmpty()) {
      throw new IllegalStateException("a task expects nothing: " + head);
    }
    return new PackageTask(
        topic,
        List.of(head.substring(head.indexOf(' ') + 1).split(" ")),
        head.startsWith(":fast:"),
        user,
        String.join("\n", script),
        expected);
  }

  String name() {
    return String.join(" ", packages);
  }
}

import firn.eval.Evaluator;
import firn.eval.builtin.EvalSettings;
import firn.eval.print.DeepForce;
import firn.eval.value.Value;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * {@code EngineBench SECONDS LIBRARY… CASE…}: each case, a file with a function of {@code lib}, evaluated over and over in a warm
 * process with each library in turn. Prints the median processor time of the later half of the runs, and how it compares with the
 * first library.
 */
final class EngineBench {
  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

  private EngineBench() {}

  public static void main(String[] arguments) {
    double seconds = Double.parseDouble(arguments[0]);
    List<Path> paths = Arrays.stream(arguments).skip(1).map(Path::of).map(Path::toAbsolutePath).toList();
    for (Path test : paths.stream().filter(Files::isRegularFile).toList()) {
      double first = 0;
      for (Path library : paths.stream().filter(Files::isDirectory).toList()) {
        Evaluator evaluator = new Evaluator(EvalSettings.ofProcess());
        double median = evaluator.run(() -> median(runs(evaluator, library, test, seconds)));
        first = first == 0 ? median : first;
        System.out.printf(
            Locale.ROOT,
            "%-24s %-60s %9.1f ms %7.2f x%n",
            test.getFileName(),
            library,
            median,
            median / first);
      }
    }
  }

  private static List<Double> runs(Evaluator evaluator, Path library, Path test, double seconds) {
    Value lib = evaluator.evalFile(library).force();
    Value function = evaluator.evalFile(test).force();
    List<Double> runs = new ArrayList<>();
    long end = System.nanoTime() + (long) (seconds * 1e9);
    while (System.nanoTime() < end || runs.size() < 4) {
      long start = CPU.getCurrentThreadCpuTime();
      DeepForce.force(function.call(lib));
      runs.add((CPU.getCurrentThreadCpuTime() - start) / 1e6);
    }
    return runs;
  }

  private static double median(List<Double> runs) {
    double[] warm = runs.subList(runs.size() / 2, runs.size()).stream().mapToDouble(d -> d).sorted().toArray();
    return warm[warm.length / 2];
  }
}

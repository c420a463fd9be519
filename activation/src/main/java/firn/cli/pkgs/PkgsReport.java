package firn.cli.pkgs;

import firn.packages.archive.ArchivePackage;
import firn.packages.archive.Lock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parts that the reports of {@code firn pkgs} share. */
final class PkgsReport {
  private PkgsReport() {}

  /** {@code [{ "name", "mirror", "date", "priority" }]}. */
  static List<Map<String, Object>> suites(Lock lock) {
    return lock.suites().stream()
        .map(suite -> {
          Map<String, Object> entry = new LinkedHashMap<>();
          entry.put("name", suite.name());
          entry.put("mirror", suite.mirror());
          entry.put("date", suite.date());
          entry.put("priority", suite.priority());
          return entry;
        })
        .toList();
  }

  /** {@code { "version", "suite", "priority", "mirror", "path", "size", "sha256" }}. */
  static Map<String, Object> candidate(ArchivePackage found) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("version", found.version());
    entry.put("suite", found.suite());
    entry.put("priority", found.suitePriority());
    entry.put("architecture", found.architecture());
    entry.put("mirror", found.mirror());
    entry.put("path", found.path());
    entry.put("size", found.size());
    entry.put("sha256", found.sha256());
    return entry;
  }
}

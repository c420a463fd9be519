package firn.plan;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The file systems and swap spaces of fstab(5).
 *
 * @param mounts by where they are mounted
 * @param swaps by device, with their options
 */
record Fstab(Map<String, Mount> mounts, Map<String, String> swaps) {
  /** A file system as it is to be mounted. */
  record Mount(String device, String type, String options) {
    /** Whether it is mounted only when somebody asks for it. */
    boolean onDemand() {
      return (" " + options.replace(',', ' ') + " ")
          .matches(".* (noauto|x-systemd\\.automount) .*");
    }
  }

  static final Fstab NOTHING = new Fstab(Map.of(), Map.of());

  static Fstab parse(String text) {
    Map<String, Mount> mounts = new LinkedHashMap<>();
    Map<String, String> swaps = new LinkedHashMap<>();
    for (String line : text.split("\n")) {
      String[] fields = line.strip().split("\\s+");
      if (fields[0].startsWith("#") || fields.length < 3) {
        continue;
      }
      String options = fields.length > 3 ? fields[3] : "defaults";
      if (fields[2].equals("swap")) {
        swaps.put(unescaped(fields[0]), options);
      } else {
        mounts.put(unescaped(fields[1]), new Mount(unescaped(fields[0]), fields[2], options));
      }
    }
    return new Fstab(mounts, swaps);
  }

  /** A blank is written as {@code \\040}. */
  private static String unescaped(String field) {
    return field
        .replace("\\040", " ")
        .replace("\\011", "\t")
        .replace("\\012", "\n")
        .replace("\\134", "\\");
  }
}

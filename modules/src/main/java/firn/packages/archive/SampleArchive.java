package firn.packages.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * An archive of made-up packages, for code that has to evaluate package sets where none was
 * fetched: the names are real, nothing can be downloaded.
 */
public final class SampleArchive {
  /** So many more packages than are named that sorting and merging their names takes its time. */
  private static final int OTHERS = 5000;

  private SampleArchive() {}

  /**
   * Writes a configuration of apt that names the archive, and into {@link
   * ArchiveSettings#defaultCache} what a first use of it would leave there.
   *
   * @param etcApt the folder to make, like {@code /etc/apt}
   * @param names the packages, each with one version; all but the first depend on the first
   */
  public static void write(Path etcApt, List<String> names) throws IOException, ArchiveException {
    Files.createDirectories(etcApt);
    Files.writeString(etcApt.resolve("sources.list"), "deb http://localhost/debian sample main\n");
    ArchiveSettings settings = ArchiveSettings.of(etcApt, null);
    StringBuilder text = new StringBuilder();
    for (String name : names) {
      paragraph(text, name, name.equals(names.getFirst()) ? "" : names.getFirst() + " (>= 1.0)");
    }
    for (int i = 0; i < OTHERS; i++) {
      paragraph(text, "other-" + i, names.getFirst() + " | other-0");
    }
    byte[] packages = text.toString().getBytes(StandardCharsets.UTF_8);
    String hash = Download.sha256Hex(packages);
    Path folder = Files.createDirectories(settings.cache().resolve("index"));
    Path compressed = folder.resolve("packages");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(compressed))) {
      out.write(packages);
    }
    IndexFile.write(compressed, true, folder.resolve(hash + ".index"));
    String index = "main/binary-" + ArchiveSettings.machineArchitecture();
    new DebianArchive(settings, Clock.systemUTC(), line -> {})
        .pin(
            List.of(
                new Suite(
                    "debian",
                    "sample",
                    "",
                    hash,
                    500,
                    Map.of(index, new Suite.Index(hash, packages.length)))));
  }

  private static void paragraph(StringBuilder text, String name, String depends) {
    text.append("Package: ").append(name).append("\nVersion: 1.0\nArchitecture: all\nFilename: ");
    text.append("pool/main/").append(name).append("_1.0_all.deb\nSize: 1\nSHA256: ");
    text.append(Download.sha256Hex(name.getBytes(StandardCharsets.UTF_8)));
    text.append("\nDepends: ").append(depends).append("\nProvides: sample-");
    text.append(name).append(" (= 1.0)\nDescription: sample\nPriority: optional\n\n");
  }
}

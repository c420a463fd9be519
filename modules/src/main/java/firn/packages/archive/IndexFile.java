package firn.packages.archive;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * Turns a {@code Packages} index into the form {@link PackageIndex} maps into memory: a header, the
 * offsets of the records in the order of their names, the offsets of the virtual packages in the
 * order of theirs, then the records. Strings are a length of two bytes (four for dependencies) and
 * UTF-8; numbers are big-endian.
 */
final class IndexFile {
  static final long MAGIC = 0x4649524e49445832L;
  private static final int XZ_MEMORY_KIB = 256 * 1024;

  private final Map<String, Entry> packages = new TreeMap<>();

  private record Entry(String version, byte[] record, String provides) {}

  private IndexFile() {}

  /**
   * Writes {@code target} from a compressed index whose hash was checked.
   *
   * @throws ArchiveException if a paragraph lacks what a package must have
   */
  static void write(Path compressed, boolean gzip, Path target)
      throws IOException, ArchiveException {
    byte[] text;
    try (InputStream raw = Files.newInputStream(compressed);
        InputStream in =
            gzip ? new GZIPInputStream(raw, 1 << 16) : new XZInputStream(raw, XZ_MEMORY_KIB)) {
      text = in.readAllBytes();
    }
    IndexFile file = new IndexFile();
    file.parse(text);
    Path part = target.resolveSibling(target.getFileName() + "." + ProcessHandle.current().pid());
    Files.write(part, file.bytes());
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
  }

  private void parse(byte[] text) throws ArchiveException, IOException {
    String[] fields = new String[Field.COUNT];
    boolean any = false;
    int at = 0;
    while (at < text.length) {
      int end = at;
      while (end < text.length && text[end] != '\n') {
        end++;
      }
      if (end == at) {
        if (any) {
          add(fields);
          fields = new String[Field.COUNT];
          any = false;
        }
      } else if (text[at] != ' ' && text[at] != '\t') {
        any = true;
        int field = Field.at(text, at, end);
        if (field >= 0) {
          int start = at + Field.NAMES[field].length() + 1;
          fields[field] = new String(text, start, end - start, StandardCharsets.UTF_8).strip();
        }
      }
      at = end + 1;
    }
    if (any) {
      add(fields);
    }
  }

  private void add(String[] fields) throws ArchiveException, IOException {
    String name = fields[Field.PACKAGE];
    String version = fields[Field.VERSION];
    String path = fields[Field.FILENAME];
    String size = fields[Field.SIZE];
    String sha256 = fields[Field.SHA256];
    if (name == null
        || version == null
        || path == null
        || size == null
        || sha256 == null
        || !name.matches("[a-z0-9][a-z0-9+.-]*")
        || !size.matches("\\d{1,15}")
        || !sha256.matches("[0-9a-f]{64}")
        || !safe(path)) {
      throw new ArchiveException(
          "the index has a malformed paragraph for the package “%s”".formatted(orEmpty(name)),
          "Use another mirror.");
    }
    Entry known = packages.get(name);
    if (known != null && DebianVersion.compare(known.version(), version) >= 0) {
      return;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    DataOutputStream out = new DataOutputStream(bytes);
    string(out, name);
    string(out, version);
    string(out, orEmpty(fields[Field.ARCHITECTURE]));
    string(out, path);
    out.writeLong(Long.parseLong(size));
    string(out, sha256);
    String pre = orEmpty(fields[Field.PRE_DEPENDS]);
    String depends = orEmpty(fields[Field.DEPENDS]);
    longString(out, pre.isEmpty() ? depends : depends.isEmpty() ? pre : pre + ", " + depends);
    longString(out, orEmpty(fields[Field.PROVIDES]));
    string(out, orEmpty(fields[Field.DESCRIPTION]));
    string(out, orEmpty(fields[Field.HOMEPAGE]));
    string(out, orEmpty(fields[Field.SECTION]));
    out.writeByte(rank(orEmpty(fields[Field.PRIORITY])));
    packages.put(name, new Entry(version, bytes.toByteArray(), orEmpty(fields[Field.PROVIDES])));
  }

  /** Names a file below the archive's root and nothing else. */
  static boolean safe(String path) {
    return path.matches("[A-Za-z0-9+._~:/-]+")
        && !path.startsWith("/")
        && !path.contains("//")
        && !("/" + path + "/").contains("/../");
  }

  private byte[] bytes() throws IOException {
    Map<String, List<String>> provided = new TreeMap<>();
    for (Map.Entry<String, Entry> entry : packages.entrySet()) {
      for (List<Relation> clause : Relation.parse(entry.getValue().provides())) {
        Relation relation = clause.getFirst();
        String version = relation.version();
        provided
            .computeIfAbsent(relation.name(), key -> new ArrayList<>())
            .add(entry.getKey() + (version == null ? "" : " " + version));
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 24);
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeLong(MAGIC);
    out.writeInt(packages.size());
    out.writeInt(provided.size());
    int offset = 16 + 4 * (packages.size() + provided.size());
    for (Entry entry : packages.values()) {
      out.writeInt(offset);
      offset += entry.record().length;
    }
    List<byte[]> virtual = new ArrayList<>();
    for (Map.Entry<String, List<String>> entry : provided.entrySet()) {
      out.writeInt(offset);
      ByteArrayOutputStream record = new ByteArrayOutputStream();
      DataOutputStream recordOut = new DataOutputStream(record);
      string(recordOut, entry.getKey());
      longString(recordOut, String.join("\n", entry.getValue()));
      virtual.add(record.toByteArray());
      offset += record.size();
    }
    for (Entry entry : packages.values()) {
      out.write(entry.record());
    }
    for (byte[] record : virtual) {
      out.write(record);
    }
    return bytes.toByteArray();
  }

  private static int rank(String priority) {
    return switch (priority) {
      case "required" -> 0;
      case "important" -> 1;
      case "standard" -> 2;
      case "optional" -> 3;
      default -> 4;
    };
  }

  private static void string(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(bytes.length, 0xffff);
    out.writeShort(length);
    out.write(bytes, 0, length);
  }

  private static void longString(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  @SuppressWarnings("NullAway") // absent fields are null in the array
  private static String orEmpty(String field) {
    return field == null ? "" : field;
  }

  static UncheckedIOException unreadable(Path file) {
    return new UncheckedIOException(
        new IOException("the cached index " + file + " is damaged; delete it"));
  }

  /** The fields that are kept. */
  private static final class Field {
    static final String[] NAMES = {
      "Package",
      "Version",
      "Architecture",
      "Filename",
      "Size",
      "SHA256",
      "Depends",
      "Pre-Depends",
      "Provides",
      "Description",
      "Homepage",
      "Section",
      "Priority"
    };
    static final int COUNT = NAMES.length;
    static final int PACKAGE = 0;
    static final int VERSION = 1;
    static final int ARCHITECTURE = 2;
    static final int FILENAME = 3;
    static final int SIZE = 4;
    static final int SHA256 = 5;
    static final int DEPENDS = 6;
    static final int PRE_DEPENDS = 7;
    static final int PROVIDES = 8;
    static final int DESCRIPTION = 9;
    static final int HOMEPAGE = 10;
    static final int SECTION = 11;
    static final int PRIORITY = 12;

    private Field() {}

    static int at(byte[] text, int start, int end) {
      for (int i = 0; i < NAMES.length; i++) {
        String name = NAMES[i];
        int length = name.length();
        if (start + length < end && text[start + length] == ':' && matches(text, start, name)) {
          return i;
        }
      }
      return -1;
    }

    private static boolean matches(byte[] text, int start, String name) {
      for (int i = 0; i < name.length(); i++) {
        if (text[start + i] != name.charAt(i)) {
          return false;
        }
      }
      return true;
    }
  }
}

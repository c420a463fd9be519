package firn.apply;

import firn.machine.Entry;
import firn.machine.RootFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The folders that Firn made on a machine, one a line: they go when the last declared file in them
 * goes, and folders that were there before never do.
 */
final class MadeFolders {
  static final String PATH = "/var/lib/firn/folders";

  private final RootFolder files;
  private final Set<String> made = new TreeSet<>();
  private final Set<String> seen = new HashSet<>();

  private MadeFolders(RootFolder files) {
    this.files = files;
  }

  static MadeFolders read(RootFolder files) throws IOException {
    MadeFolders folders = new MadeFolders(files);
    SystemFiles.text(files, PATH)
        .lines()
        .filter(line -> line.startsWith("/"))
        .forEach(folders.made::add);
    return folders;
  }

  /** Remembers a folder that is about to be made, if it is missing. */
  static void remember(RootFolder files, String folder) throws IOException {
    MadeFolders folders = read(files);
    if (files.read(folder) instanceof Entry.Absent && folders.made.add(folder)) {
      files.put(PATH, text(folders.made));
    }
  }

  /** Whether Firn made a folder. */
  boolean has(String folder) {
    return made.contains(folder);
  }

  private static Entry text(Set<String> folders) {
    String text = String.join("\n", folders) + "\n";
    return new Entry.Regular(text.getBytes(StandardCharsets.UTF_8), 0644, 0, 0);
  }

  /** The folders, those within others first. */
  List<String> deepestFirst() {
    return made.stream()
        .sorted(Comparator.comparing(String::length).reversed().thenComparing(path -> path))
        .toList();
  }

  /** The changes with those to folders that they bring with them. */
  List<Change> completed(List<Change> changes) throws IOException {
    List<Change> out = new ArrayList<>(changes);
    Set<String> before = new TreeSet<>(made);
    Set<String> emptied = new TreeSet<>();
    for (Change change : changes) {
      switch (change) {
        case Change.Put put -> {
          if (put.entry() instanceof Entry.Absent) {
            emptied.addAll(above(put.path()));
          } else {
            note(put.path());
            if (put.entry() instanceof Entry.Folder) {
              noteIfMissing(put.path());
            }
          }
        }
        case Change.Move move -> {
          note(move.to());
          emptied.addAll(above(move.from()));
        }
        case Change.Prune prune -> emptied.add(prune.path());
      }
    }
    made.stream()
        .filter(emptied::contains)
        .sorted(Comparator.comparing(String::length).reversed())
        .forEach(folder -> out.add(new Change.Prune(folder)));
    if (!made.equals(before)) {
      // Folders that went in the meantime need not be remembered.
      Set<String> kept = new TreeSet<>();
      for (String folder : made) {
        if (!before.contains(folder) || !(files.read(folder) instanceof Entry.Absent)) {
          kept.add(folder);
        }
      }
      out.addFirst(new Change.Put(PATH, text(kept)));
    }
    return out;
  }

  private void note(String path) throws IOException {
    for (String folder : above(path)) {
      noteIfMissing(folder);
    }
  }

  private void noteIfMissing(String folder) throws IOException {
    if (seen.add(folder) && !made.contains(folder) && files.read(folder) instanceof Entry.Absent) {
      made.add(folder);
    }
  }

  /** The folders that a path lies in, the outermost first, without the root and Firn's own. */
  static List<String> above(String path) {
    List<String> out = new ArrayList<>();
    for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
      out.add(path.substring(0, slash));
    }
    return out;
  }
}

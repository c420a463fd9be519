package firn.apply;

import firn.machine.Entry;
import firn.machine.RootFolder;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The journal of the transaction under way, on the machine it changes. A record is on the disk
 * before what it announces is done; there is a file exactly as long as a transaction is unfinished.
 */
final class Journal {
  static final String PATH = "/var/lib/firn/journal/current";

  /** Room on the disk that is given back when it is needed to take things back. */
  private static final String RESERVE = "/var/lib/firn/journal/reserve";

  private static final int RESERVED_BYTES = 4 << 20;

  private final RootFolder files;

  private Journal(RootFolder files) {
    this.files = files;
  }

  /** The records of a transaction that did not end; empty if there is none. */
  static List<JournalRecord> pending(RootFolder files) throws IOException {
    return files.read(PATH) instanceof Entry.Regular regular
        ? JournalFormat.read(regular.content())
        : List.of();
  }

  /**
   * Begins a transaction.
   *
   * @param recovery the command that ends it when the machine boots, empty if there is none
   */
  static Journal begin(RootFolder files, JournalRecord.Open open, List<String> recovery)
      throws IOException {
    files.makeFolders("/var/lib/firn/journal");
    // The journal holds what files were before, secrets included.
    files.put("/var/lib/firn/journal", new Entry.Folder(0700, owner(files)[0], owner(files)[1]));
    files.put(
        RESERVE,
        new Entry.Regular(new byte[RESERVED_BYTES], 0600, owner(files)[0], owner(files)[1]));
    BootUnit.install(files, recovery);
    Journal journal = new Journal(files);
    journal.write(open);
    return journal;
  }

  private static int[] owner(RootFolder files) throws IOException {
    return files.read("/var/lib/firn/journal") instanceof Entry.Folder folder
        ? new int[] {folder.uid(), folder.gid()}
        : new int[] {0, 0};
  }

  /** The journal of a transaction that did not end, to go on writing; a torn line is cut off. */
  static Journal reopen(RootFolder files) throws IOException {
    if (files.read(PATH) instanceof Entry.Regular regular) {
      int whole = regular.content().length;
      while (whole > 0 && regular.content()[whole - 1] != '\n') {
        whole--;
      }
      if (whole < regular.content().length) {
        files.put(
            PATH,
            new Entry.Regular(
                Arrays.copyOf(regular.content(), whole),
                regular.mode(),
                regular.uid(),
                regular.gid()));
      }
    }
    return new Journal(files);
  }

  /** Makes room on a full disk for taking things back. */
  static void giveReserveBack(RootFolder files) throws IOException {
    files.remove(RESERVE);
  }

  synchronized void write(JournalRecord entry) throws IOException {
    files.appendDurably(PATH, JournalFormat.write(entry));
  }

  /** The transaction has ended one way or the other, and the disk holds its result. */
  void end(Ending ending) throws IOException {
    String profile = Generations.booted(files).current();
    if (Objects.equals(Generations.inForce(files), profile)) {
      BootUnit.remove(files);
    }
    files.remove(RESERVE);
    files.flush();
    files.remove(PATH);
    if (ending.kind() == Ending.Kind.LEAVE) {
      Profiles.leaveNoTrace(files);
    }
    files.flush();
  }
}

package firn.apply;

import firn.machine.Entry;
import firn.machine.RootFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The profile whose system a machine boots: the one that was moved last. Where it is not the
 * machine's own, a line for systemd-tmpfiles says so, which comes before the declared one about the
 * same path and so takes its place; the boot needs nothing else.
 */
final class BootProfile {
  private static final String FOLDER = "/etc/tmpfiles.d";
  private static final String PATH = FOLDER + "/00-firn-boot.conf";
  private static final String RULE = "L /run/current-system - - - - ";

  private BootProfile() {}

  /** The path of the profile. */
  static String of(RootFolder files) throws IOException {
    if (files.read(PATH) instanceof Entry.Regular file) {
      for (String line : new String(file.content(), StandardCharsets.UTF_8).split("\n")) {
        if (line.startsWith(RULE)) {
          return line.substring(RULE.length());
        }
      }
    }
    return Generations.SYSTEM;
  }

  /** Makes the machine boot the system of a profile. */
  static void set(RootFolder files, String profile) throws IOException {
    if (profile.equals(of(files))) {
      return;
    }
    if (profile.equals(Generations.SYSTEM)) {
      files.remove(PATH);
      if (MadeFolders.read(files).has(FOLDER)) {
        Recorder.prune(files, FOLDER);
      }
      return;
    }
    MadeFolders.remember(files, FOLDER);
    String text = "# The profile that was switched to last.\n" + RULE + profile + "\n";
    files.put(PATH, new Entry.Regular(text.getBytes(StandardCharsets.UTF_8), 0644, 0, 0));
  }
}

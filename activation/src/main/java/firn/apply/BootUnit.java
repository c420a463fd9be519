package firn.apply;

import firn.machine.Entry;
import firn.machine.RootFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The unit that makes a machine whole when it boots: it ends a switch that was cut off, and goes to
 * the system of the profile where another one is in force. It is there only while one of the two is
 * to be done, so that a machine boots without Firn otherwise.
 */
final class BootUnit {
  private static final String NAME = "firn-recover.service";
  private static final String PATH = SystemFiles.UNITS + NAME;
  private static final String FOLDER = SystemFiles.UNITS + "sysinit.target.wants";
  private static final String WANTED = FOLDER + "/" + NAME;

  private BootUnit() {}

  static void install(RootFolder files, List<String> recovery) throws IOException {
    if (recovery.isEmpty()) {
      return;
    }
    // Before anything that the switch may have changed is started, so that it starts as it should.
    String text =
        """
        [Unit]
        Description=End what an interrupted switch of Firn began
        DefaultDependencies=no
        After=local-fs.target systemd-remount-fs.service
        RequiresMountsFor=/nix %s
        Before=sysinit.target basic.target shutdown.target
        Conflicts=shutdown.target
        ConditionPathExists=%s

        [Service]
        Type=oneshot
        Environment=HOME=/root LC_ALL=C.UTF-8 FIRN_NO_AOT=1
        ExecStart=%s
        TimeoutStartSec=15min
        StandardError=journal+console
        """
            .formatted(recovery.getFirst(), recovery.getFirst(), quoted(recovery));
    MadeFolders.remember(files, FOLDER);
    files.put(PATH, new Entry.Regular(text.getBytes(StandardCharsets.UTF_8), 0644, 0, 0));
    files.put(WANTED, new Entry.Link("../" + NAME));
  }

  private static String quoted(List<String> command) {
    StringBuilder out = new StringBuilder();
    for (String word : command) {
      out.append('"')
          .append(
              word.replace("\\", "\\\\")
                  .replace("\"", "\\\"")
                  .replace("%", "%%")
                  .replace("$", "$$"))
          .append("\" ");
    }
    return out.toString().strip();
  }

  /** Removes the unit, and the folder of links if it is empty and was made for it. */
  static void remove(RootFolder files) throws IOException {
    files.remove(WANTED);
    files.remove(PATH);
    if (MadeFolders.read(files).has(FOLDER)) {
      Recorder.prune(files, FOLDER);
    }
  }
}

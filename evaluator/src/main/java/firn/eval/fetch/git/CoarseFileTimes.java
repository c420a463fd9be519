package firn.eval.fetch.git;

import java.io.File;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/**
 * Tells JGit how finely disks keep times, so that it does not try: it would write files into the
 * user's repository, also after the command that opened it has ended, and its findings into the
 * user's home. The answer is the coarsest there is, and Git then reads files rather than to trust a
 * time that is younger.
 */
final class CoarseFileTimes extends SystemReader.Delegate {
  private static final Duration COARSEST = Duration.ofSeconds(2);

  private final SystemReader reader;

  private CoarseFileTimes(SystemReader reader) {
    super(reader);
    this.reader = reader;
  }

  /** From here on no disk is measured in this process. */
  static void install() {
    SystemReader.setInstance(new CoarseFileTimes(SystemReader.getInstance()));
  }

  @Override
  public FileBasedConfig openUserConfig(Config parent, FS fs) {
    return new Answer(reader.openUserConfig(parent, fs), fs);
  }

  /** The user's settings and, above them, what would have been measured. */
  private static final class Answer extends FileBasedConfig {
    Answer(FileBasedConfig user, FS fs) {
      super(user, new File("/dev/null"), fs);
    }

    @Override
    public long getTimeUnit(
        String section, String subsection, String name, long orElse, TimeUnit unit) {
      return section.equals(ConfigConstants.CONFIG_FILESYSTEM_SECTION)
          ? unit.convert(COARSEST)
          : super.getTimeUnit(section, subsection, name, orElse, unit);
    }

    @Override
    public void load() {
      // nothing of its own; the settings below are loaded by themselves
    }

    @Override
    public boolean isOutdated() {
      return false;
    }
  }
}

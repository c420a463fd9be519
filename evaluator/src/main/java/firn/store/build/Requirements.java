package firn.store.build;

import java.util.TreeSet;

/** Whether this machine may build what does not build inside Firn. */
final class Requirements {
  private Requirements() {}

  /** Refuses a derivation for another system, with features that are not here, or any. */
  static void check(BuildJob job) throws BuildException {
    BuildSettings settings = job.settings();
    if (!settings.systems().contains(job.drv().system())) {
      throw BuildException.rejected(
          "it needs a machine of system '"
              + job.drv().system()
              + "', and this one is "
              + BuildSettings.thisSystem());
    }
    TreeSet<String> features =
        new TreeSet<>(Attributes.words(job.attributes().path("requiredSystemFeatures")));
    features.removeAll(settings.features());
    if (!features.isEmpty()) {
      throw BuildException.rejected(
          "it needs a machine with the system features "
              + features
              + ", and this one has "
              + new TreeSet<>(settings.features())
              + "; name them in the setting system-features if it has them");
    }
    if (settings.jobs() == 0) {
      throw BuildException.rejected(
          "nothing may be built here with max-jobs = 0; allow it with -j 1, or fetch it from a"
              + " cache");
    }
  }
}

package firn.apply;

import firn.machine.HostMachine;
import firn.machine.RootFolder;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/** Prepares the next boot of a machine. */
public final class Boot {
  private Boot() {}

  /**
   * Makes a system the one that comes into force at the next boot; what runs now stays.
   *
   * @param system the system, a path in the store
   * @param recovery the command that goes to the profile's system when the machine boots
   */
  public static void next(HostMachine machine, String system, String profile, List<String> recovery)
      throws IOException {
    RootFolder files = machine.files();
    try (AutoCloseable lock = files.lock(Switch.LOCK)) {
      String running = Generations.inForce(files);
      Generations.holdInForce(files, running);
      BootUnit.install(files, recovery);
      new Generations(files, profile).add(system);
      BootProfile.set(files, profile);
      Generations.setInForce(files, running);
      if (Objects.equals(running, Generations.booted(files).current())) {
        BootUnit.remove(files);
      }
      files.flush();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}

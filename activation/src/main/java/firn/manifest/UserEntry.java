package firn.manifest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A user the system declares.
 *
 * @param uid the user id, or null to allocate one
 * @param homeMode octal permissions of a home made here
 * @param hashedPassword set at every switch where users are not mutable, and whenever it is given
 * @param initialHashedPassword set when the user is created
 * @param hashedPasswordFile a file on the machine whose first line is the hash
 */
public record UserEntry(
    @Nullable Integer uid,
    String group,
    List<String> extraGroups,
    String home,
    boolean createHome,
    String homeMode,
    String shell,
    String description,
    boolean isSystemUser,
    @Nullable String hashedPassword,
    @Nullable String initialHashedPassword,
    @Nullable String hashedPasswordFile) {
  @Override
  public String toString() {
    return "UserEntry[uid=" + uid + ", group=" + group + ", home=" + home + "]";
  }
}

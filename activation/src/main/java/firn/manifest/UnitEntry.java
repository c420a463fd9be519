package firn.manifest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A systemd unit the system declares.
 *
 * @param source the unit file in the store, or null for a masked unit
 * @param dropIn whether the file adds to a unit that a package brings
 * @param wantedBy units that get a {@code .wants} link to this one
 * @param requiredBy units that get a {@code .requires} link to this one
 * @param upheldBy units that get an {@code .upholds} link to this one
 * @param aliases further names of the unit
 */
public record UnitEntry(
    @Nullable String source,
    boolean dropIn,
    List<String> wantedBy,
    List<String> requiredBy,
    List<String> upheldBy,
    List<String> aliases) {}

package firn.health;

import java.util.List;

/**
 * A machine after a switch.
 *
 * @param state what its systemd says: {@code running}, {@code degraded}, …; {@code stopped} if
 *     nothing runs
 * @param running how many of its declared units are active
 * @param failed the units that failed
 * @param system the store path of its system
 */
public record MachineHealth(
    String where, String state, int running, List<String> failed, String system) {}

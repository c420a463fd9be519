package firn.manifest;

import java.util.List;

/**
 * A container that systemd-nspawn runs.
 *
 * @param system the store path of the container's own system
 * @param unit the unit on the machine around it
 * @param needs what the host must have before the container can start
 * @param stateDir its root folder on the machine around it
 */
public record ContainerEntry(
    String system,
    String unit,
    String stateDir,
    boolean autoStart,
    boolean ephemeral,
    boolean restartIfChanged,
    List<ContainerNeed> needs) {}

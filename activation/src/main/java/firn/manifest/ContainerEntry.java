package firn.manifest;

/**
 * A container that systemd-nspawn runs.
 *
 * @param system the store path of the container's own system
 * @param unit the unit on the machine around it
 * @param stateDir its root folder on the machine around it
 */
public record ContainerEntry(
    String system,
    String unit,
    String stateDir,
    boolean autoStart,
    boolean ephemeral,
    boolean restartIfChanged) {}

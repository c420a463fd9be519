package firn.health;

/** An OCI container after a switch: its unit and what systemd says of it. */
public record OciHealth(String name, String unit, String state, boolean ok) {}

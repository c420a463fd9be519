package firn.container;

/**
 * A container of a machine.
 *
 * @param conf what its file says
 * @param declared whether the machine's configuration declares it
 */
public record Container(String name, ContainerConf conf, boolean declared) {
  /** The unit that runs a container of that name. */
  public static String unit(String name) {
    return "container@" + name + ".service";
  }

  /** The root folder of a container of that name, on its machine. */
  public static String stateDir(String name) {
    return "/var/lib/nixos-containers/" + name;
  }

  public String unit() {
    return unit(name);
  }

  public String stateDir() {
    return stateDir(name);
  }
}

package firn.store.build;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Commands that run as root over a tree, by {@link BuildContext#runAsRoot}.
 *
 * <p>Where Firn itself runs as root, users 0 to 65535 of the script are the users from {@link
 * #FIRST_ID} on outside; elsewhere its root is the user that runs Firn, and there are no others.
 *
 * @param root the tree, a folder below {@link BuildContext#temporary}
 * @param top whether the tree is {@code /} to the script; otherwise it is only the working folder
 * @param command the program with its arguments, as store paths
 * @param environment all the variables the script sees
 */
public record RootScript(
    Path root, boolean top, List<String> command, Map<String, String> environment) {

  /**
   * The first user and group of the range that stands for a script's users. It is part of none of
   * the ranges in use on systemd machines (systemd's UIDS-GIDS document).
   */
  public static final int FIRST_ID = 1_879_048_192;

  /** How many users and groups a script has. */
  public static final int IDS = 65_536;

  public RootScript {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }
}

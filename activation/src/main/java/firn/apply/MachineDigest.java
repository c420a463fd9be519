package firn.apply;

import firn.manifest.LoadedSystem;
import firn.plan.LiveState;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;
import java.util.TreeSet;

/** One number for what planning saw of a machine, without what changes by itself. */
final class MachineDigest {
  private MachineDigest() {}

  static String of(LoadedSystem before, LoadedSystem after, LiveState live) {
    StringBuilder text = new StringBuilder();
    describe("host", before, after, live, text);
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(text.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void describe(
      String where, LoadedSystem before, LoadedSystem after, LiveState live, StringBuilder text) {
    text.append(where).append(live.booted()).append('\n');
    TreeSet<String> units = new TreeSet<>(before.manifest().units().keySet());
    units.addAll(after.manifest().units().keySet());
    for (String unit : units) {
      var state = live.units().get(unit);
      text.append(unit).append(' ').append(state == null || !state.isActive() ? "-" : "+");
    }
    text.append(new TreeMap<>(live.files())).append(new TreeSet<>(live.kept()));
    TreeSet<String> users = new TreeSet<>(before.manifest().users().users().keySet());
    users.addAll(after.manifest().users().users().keySet());
    users.forEach(user -> text.append(user).append(live.users().get(user)));
    TreeSet<String> groups = new TreeSet<>(before.manifest().users().groups().keySet());
    groups.addAll(after.manifest().users().groups().keySet());
    groups.forEach(group -> text.append(group).append(live.groups().get(group)));
    new TreeMap<>(live.containers())
        .forEach((name, inner) ->
            describe(
                Machines.within(where, name),
                before.containers().getOrDefault(name, LoadedSystem.nothing(name)),
                after.containers().getOrDefault(name, LoadedSystem.nothing(name)),
                inner,
                text));
  }
}

package firn.image;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What all entries of a layer have in common.
 *
 * @param time seconds since the epoch
 */
record Ownership(long uid, long gid, String user, String group, long time) {
  static Ownership root(long time) {
    return new Ownership(0, 0, "root", "root", time);
  }

  static Ownership of(JsonNode node) {
    return new Ownership(
        node.path("uid").asLong(0),
        node.path("gid").asLong(0),
        node.path("user").asString("root"),
        node.path("group").asString("root"),
        node.path("time").asLong(1));
  }

  void putInto(ObjectNode node) {
    node.put("uid", uid).put("gid", gid).put("user", user).put("group", group).put("time", time);
  }
}

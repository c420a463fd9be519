package firn.apply;

import firn.machine.Entry;

/** A change to one path of a machine. */
sealed interface Change {
  /** The path becomes the entry. */
  record Put(String path, Entry entry) implements Change {}

  /** A folder goes if nothing is in it. */
  record Prune(String path) implements Change {}

  /** What lies at one path goes to another, whatever it is. */
  record Move(String from, String to) implements Change {}
}

package firn.image.tar;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One entry of a layer. Strings hold bytes.
 *
 * @param name without a slash at either end; empty for the top
 * @param permissions the twelve bits
 * @param size bytes of a file, else 0
 * @param time seconds since the epoch
 * @param link the target of a symbolic link, or the name of the entry a hard link is another name
 *     of
 * @param attributes extended attributes by name
 */
public record TarEntry(
    String name,
    Kind kind,
    int permissions,
    long user,
    long group,
    String userName,
    String groupName,
    long size,
    long time,
    String link,
    int deviceMajor,
    int deviceMinor,
    SortedMap<String, byte[]> attributes) {

  /** What an entry makes. */
  public enum Kind {
    FILE('0'),
    HARD_LINK('1'),
    SYMLINK('2'),
    CHARACTER_DEVICE('3'),
    BLOCK_DEVICE('4'),
    FOLDER('5'),
    FIFO('6');

    private final char flag;

    Kind(char flag) {
      this.flag = flag;
    }

    char flag() {
      return flag;
    }
  }

  public TarEntry {
    attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
  }

  public TarEntry withName(String other) {
    return new TarEntry(
        other,
        kind,
        permissions,
        user,
        group,
        userName,
        groupName,
        size,
        time,
        link,
        deviceMajor,
        deviceMinor,
        attributes);
  }

  /** The same file as another name of an entry. */
  public TarEntry asHardLink(String to) {
    return new TarEntry(
        name,
        Kind.HARD_LINK,
        permissions,
        user,
        group,
        userName,
        groupName,
        0,
        time,
        to,
        0,
        0,
        new TreeMap<>());
  }

  /** The part after the last slash. */
  public String lastName() {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  /** The folder it lies in; empty for the top. */
  public String parent() {
    return name.contains("/") ? name.substring(0, name.lastIndexOf('/')) : "";
  }
}

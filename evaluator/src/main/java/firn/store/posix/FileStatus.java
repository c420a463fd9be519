package firn.store.posix;

/**
 * What {@code lstat} tells of a file.
 *
 * @param mode type and permission bits
 * @param modifiedSeconds modification time in seconds since the epoch
 */
public record FileStatus(
    int mode,
    long size,
    long device,
    long inode,
    int links,
    int user,
    int group,
    long modifiedSeconds) {
  /** Where struct statx has the mode, of two bytes. */
  static final int STATX_MODE = 28;

  /** Where struct statx has the size, of eight bytes. */
  static final int STATX_SIZE = 40;

  private static final int TYPE_MASK = 0170000;

  public boolean isRegular() {
    return (mode & TYPE_MASK) == 0100000;
  }

  public boolean isDirectory() {
    return (mode & TYPE_MASK) == 0040000;
  }

  public boolean isSymlink() {
    return (mode & TYPE_MASK) == 0120000;
  }

  /** Whether the owner may execute it. */
  public boolean isExecutable() {
    return (mode & 0100) != 0;
  }

  /** The twelve permission bits. */
  public int permissions() {
    return mode & 07777;
  }

  /** Names the file on this machine, whatever links lead to it. */
  public FileId id() {
    return new FileId(device, inode);
  }

  /** Device and inode. */
  public record FileId(long device, long inode) {}
}

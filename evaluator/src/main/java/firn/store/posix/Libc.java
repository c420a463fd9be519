package firn.store.posix;

/** The C library's functions that are used here. */
final class Libc {
  static final NativeFunction OPEN = NativeFunction.libc("open");
  static final NativeFunction OPENAT = NativeFunction.libc("openat");
  static final NativeFunction IOCTL = NativeFunction.libc("ioctl");
  static final NativeFunction CLOSE = NativeFunction.libc("close");
  static final NativeFunction READ = NativeFunction.libc("read");
  static final NativeFunction WRITE = NativeFunction.libc("write");
  static final NativeFunction PREAD = NativeFunction.libc("pread");
  static final NativeFunction PWRITE = NativeFunction.libc("pwrite");
  static final NativeFunction FLOCK = NativeFunction.libc("flock");
  static final NativeFunction FSYNC = NativeFunction.libc("fsync");
  static final NativeFunction FTRUNCATE = NativeFunction.libc("ftruncate");
  static final NativeFunction FUTIMENS = NativeFunction.libc("futimens");
  static final NativeFunction FCHMOD = NativeFunction.libc("fchmod");
  static final NativeFunction UTIMENSAT = NativeFunction.libc("utimensat");
  static final NativeFunction STATX = NativeFunction.libc("statx");
  static final NativeFunction MKDIR = NativeFunction.libc("mkdir");
  static final NativeFunction CHMOD = NativeFunction.libc("chmod");
  static final NativeFunction LCHOWN = NativeFunction.libc("lchown");
  static final NativeFunction SYMLINK = NativeFunction.libc("symlink");
  static final NativeFunction LINK = NativeFunction.libc("link");
  static final NativeFunction RENAME = NativeFunction.libc("rename");
  static final NativeFunction RENAMEAT2 = NativeFunction.libc("renameat2");
  static final NativeFunction UNLINK = NativeFunction.libc("unlink");
  static final NativeFunction RMDIR = NativeFunction.libc("rmdir");
  static final NativeFunction READLINK = NativeFunction.libc("readlink");
  static final NativeFunction READLINKAT = NativeFunction.libc("readlinkat");
  static final NativeFunction LLISTXATTR = NativeFunction.libc("llistxattr");
  static final NativeFunction LGETXATTR = NativeFunction.libc("lgetxattr");
  static final NativeFunction LSETXATTR = NativeFunction.libc("lsetxattr");
  static final NativeFunction GETDENTS64 = NativeFunction.libc("getdents64");
  static final NativeFunction OPENDIR = NativeFunction.libc("opendir");
  static final NativeFunction READDIR = NativeFunction.libc("readdir");
  static final NativeFunction CLOSEDIR = NativeFunction.libc("closedir");
  static final NativeFunction POSIX_FALLOCATE = NativeFunction.libc("posix_fallocate");
  static final NativeFunction STRERROR = NativeFunction.libc("strerror");
  static final NativeFunction GETEUID = NativeFunction.libc("geteuid");

  private Libc() {}
}

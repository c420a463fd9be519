package firn.store.nar;

import firn.store.Hash;
import firn.store.HashAlgorithm;
import firn.store.StoreException;
import firn.store.posix.FolderReader;
import firn.store.posix.FolderReader.Entry;
import firn.store.posix.FolderReader.Type;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;

/**
 * Hashes the archives of trees on disk, one after the other, on the caller's thread alone: as
 * {@link TreeReader} with {@link NarEncoder} and {@link HashSink} would, and with less work for
 * each file. The archive is put together in one piece of native memory, to which the kernel writes
 * the contents of files and from which they are hashed.
 */
public final class TreeHasher {
  /** Few enough bytes to stay in a processor's cache until they are hashed. */
  private static final int PIECE = 1 << 16;

  /** More than a link's target and what stands around it. */
  private static final int TEXT = 1 << 13;

  /** Folders that are open at once: the names in deeper ones begin at the last of these. */
  private static final int OPEN_FOLDERS = 48;

  private static final byte[] HERE = {};

  /**
   * What a tree's archive is like.
   *
   * @param size in bytes
   */
  public record Measure(Hash hash, long size) {}

  private final MessageDigest digest = HashAlgorithm.SHA256.bulkDigest();
  private final MemorySegment memory = Arena.ofAuto().allocate(PIECE, PIECE);
  private final ByteBuffer bytes = memory.asByteBuffer();
  private final FolderReader files = new FolderReader(this::path);

  /** What stands between the contents of files, on its way to the memory. */
  private final byte[] text = new byte[TEXT];

  /** The path of what is read, for messages. */
  private final StringBuilder at = new StringBuilder();

  private int textLength;
  private int filled;
  private long hashed;

  private String path() {
    return at.toString();
  }

  /**
   * Hashes the archive of what lies at {@code root}, a byte path.
   *
   * @throws StoreException if something is neither file, directory nor link, or becomes shorter
   *     while it is read
   */
  public Measure measure(String root) throws IOException {
    digest.reset();
    textLength = 0;
    filled = 0;
    hashed = 0;
    at.setLength(0);
    at.append(root);
    text(NarEncoder.START);
    node(
        FolderReader.WORKING_DIRECTORY,
        root.getBytes(StandardCharsets.ISO_8859_1),
        Type.UNKNOWN,
        0);
    spill();
    update();
    return new Measure(Hash.of(HashAlgorithm.SHA256, digest.digest()), hashed);
  }

  /**
   * @param within an open folder
   * @param name below that folder
   */
  private void node(int within, byte[] name, Type told, int depth) throws IOException {
    Type type = told;
    if (type == Type.UNKNOWN) {
      files.status(within, name);
      type = files.type();
    }
    switch (type) {
      case FILE -> regular(within, name);
      case LINK -> {
        text(NarEncoder.SYMLINK);
        string(files.readLink(within, name));
      }
      case FOLDER -> {
        text(NarEncoder.DIRECTORY);
        folder(within, name, depth);
      }
      case OTHER, UNKNOWN ->
          throw new StoreException(
              "file '" + at + "' is neither a regular file, a directory nor a link");
    }
    text(NarEncoder.CLOSE);
  }

  private void folder(int within, byte[] name, int depth) throws IOException {
    int folder = files.openFolder(within, name);
    List<Entry> entries;
    try {
      entries = files.list(folder);
      entries.sort((one, other) -> Arrays.compareUnsigned(one.name(), other.name()));
      if (depth < OPEN_FOLDERS) {
        entries(folder, HERE, entries, depth);
        return;
      }
    } finally {
      files.close(folder);
    }
    entries(within, Arrays.copyOf(name, name.length + 1), entries, depth);
  }

  /**
   * @param prefix the folder's name below {@code within} with room for a slash, or nothing if it is
   *     {@code within} itself
   */
  private void entries(int within, byte[] prefix, List<Entry> entries, int depth)
      throws IOException {
    int length = at.length();
    if (prefix.length > 0) {
      prefix[prefix.length - 1] = '/';
    }
    for (Entry entry : entries) {
      byte[] own = entry.name();
      byte[] name = own;
      if (prefix.length > 0) {
        name = Arrays.copyOf(prefix, prefix.length + own.length);
        System.arraycopy(own, 0, name, prefix.length, own.length);
      }
      at.append('/');
      for (byte b : own) {
        at.append((char) (b & 0xff));
      }
      text(NarEncoder.ENTRY);
      string(own);
      text(NarEncoder.NODE);
      node(within, name, entry.type(), depth + 1);
      text(NarEncoder.CLOSE);
      at.setLength(length);
    }
  }

  private void regular(int within, byte[] name) throws IOException {
    int file = files.openFile(within, name);
    try {
      files.status(file);
      long size = files.size();
      text(files.isExecutable() ? NarEncoder.EXECUTABLE : NarEncoder.REGULAR);
      number(size);
      if (size > 0) {
        contents(file, size);
      }
      zeros((int) (-size & 7));
    } finally {
      files.close(file);
    }
  }

  private void contents(int file, long size) throws IOException {
    spill();
    if (size > PIECE - filled) {
      update();
    }
    long left = size;
    while (left > 0) {
      if (filled == PIECE) {
        update();
      }
      int part = (int) Math.min(left, PIECE - filled);
      if (files.read(file, memory.address() + filled, part) < part) {
        throw new StoreException("file '" + at + "' shrank while it was read");
      }
      filled += part;
      left -= part;
    }
  }

  private void text(byte[] token) {
    room(token.length);
    System.arraycopy(token, 0, text, textLength, token.length);
    textLength += token.length;
  }

  private void string(byte[] string) {
    number(string.length);
    text(string);
    zeros(-string.length & 7);
  }

  private void number(long value) {
    room(Long.BYTES);
    for (int i = 0; i < Long.BYTES; i++) {
      text[textLength++] = (byte) (value >>> (8 * i));
    }
  }

  private void zeros(int count) {
    room(count);
    for (int i = 0; i < count; i++) {
      text[textLength++] = 0;
    }
  }

  private void room(int count) {
    if (count > text.length - textLength) {
      spill();
    }
  }

  private void spill() {
    if (textLength > PIECE - filled) {
      update();
    }
    MemorySegment.copy(text, 0, memory, ValueLayout.JAVA_BYTE, filled, textLength);
    filled += textLength;
    textLength = 0;
  }

  private void update() {
    bytes.limit(filled).position(0);
    digest.update(bytes);
    hashed += filled;
    filled = 0;
  }
}

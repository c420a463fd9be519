package firn.store.local;

import firn.store.nar.Piece;
import firn.store.nar.TreeVisitor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a tree in memory. One that grows beyond the limit goes, from its beginning, to another
 * visitor, where there is one to take it; else nothing of it is kept.
 */
final class KeptTree implements TreeVisitor {
  /** Is asked once, when the tree proves too large. */
  @FunctionalInterface
  interface Overflow {
    /** Who takes the tree; null if nobody does. */
    @Nullable TreeVisitor open() throws IOException;
  }

  private sealed interface Part {
    record Begin(String path) implements Part {}

    record End(String path) implements Part {}

    record Link(String path, String target) implements Part {}

    record File(String path, boolean executable, byte[] contents) implements Part {}
  }

  private final long limit;
  private final Overflow overflow;
  private final List<Part> parts = new ArrayList<>();
  private boolean overflown;
  private @Nullable TreeVisitor next;
  private Part.@Nullable File file;
  private int used;
  private long size;

  /**
   * @param limit bytes of contents to keep
   */
  KeptTree(long limit, Overflow overflow) {
    this.limit = limit;
    this.overflow = overflow;
  }

  /** Whether all of it is here, for {@link #show}. */
  boolean isKept() {
    return !overflown;
  }

  /** Whether all of it went to who was asked on overflow. */
  boolean isTaken() {
    return next != null;
  }

  /** Shows a kept tree. */
  void show(TreeVisitor visitor) throws IOException {
    for (Part part : parts) {
      switch (part) {
        case Part.Begin(String path) -> visitor.beginDirectory(path);
        case Part.End(String path) -> visitor.endDirectory(path);
        case Part.Link(String path, String target) -> visitor.symlink(path, target);
        case Part.File(String path, boolean executable, byte[] contents) -> {
          visitor.beginFile(path, executable, contents.length);
          visitor.contents(contents, 0, contents.length);
          visitor.endFile(path);
        }
      }
    }
  }

  @Override
  public void beginDirectory(String path) throws IOException {
    if (!overflown) {
      parts.add(new Part.Begin(path));
    } else if (next != null) {
      next.beginDirectory(path);
    }
  }

  @Override
  public void endDirectory(String path) throws IOException {
    if (!overflown) {
      parts.add(new Part.End(path));
    } else if (next != null) {
      next.endDirectory(path);
    }
  }

  @Override
  public void beginFile(String path, boolean executable, long length) throws IOException {
    if (!overflown && length > limit - size) {
      TreeVisitor taker = overflow.open();
      if (taker != null) {
        show(taker);
      }
      next = taker;
      overflown = true;
      parts.clear();
    }
    if (!overflown) {
      file = new Part.File(path, executable, new byte[(int) length]);
      used = 0;
      size += length;
    } else if (next != null) {
      next.beginFile(path, executable, length);
    }
  }

  @Override
  public void contents(byte[] bytes, int offset, int length) throws IOException {
    if (!overflown) {
      System.arraycopy(bytes, offset, Objects.requireNonNull(file).contents(), used, length);
      used += length;
    } else if (next != null) {
      next.contents(bytes, offset, length);
    }
  }

  @Override
  public void contents(Piece piece) throws IOException {
    if (!overflown) {
      piece.copyTo(Objects.requireNonNull(file).contents(), used);
      used += piece.length();
    } else if (next != null) {
      next.contents(piece);
    }
  }

  @Override
  public void endFile(String path) throws IOException {
    if (!overflown) {
      parts.add(Objects.requireNonNull(file));
      file = null;
    } else if (next != null) {
      next.endFile(path);
    }
  }

  @Override
  public void symlink(String path, String target) throws IOException {
    if (!overflown) {
      parts.add(new Part.Link(path, target));
    } else if (next != null) {
      next.symlink(path, target);
    }
  }
}

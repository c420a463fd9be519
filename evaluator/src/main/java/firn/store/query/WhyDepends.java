package firn.store.query;

import firn.store.StorePath;
import firn.store.local.LocalStore;
import firn.store.nar.TreeReader;
import firn.store.nar.TreeVisitor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Why one store object has another in its closure. */
public final class WhyDepends {
  private static final int CONTEXT = 32;

  private WhyDepends() {}

  /**
   * A shortest chain of references from one to the other, both included; empty if there is none.
   */
  public static Optional<List<StorePath>> chain(LocalStore store, StorePath from, StorePath to) {
    Map<StorePath, StorePath> cameFrom = new HashMap<>();
    Deque<StorePath> pending = new ArrayDeque<>();
    pending.add(from);
    cameFrom.put(from, from);
    while (!pending.isEmpty()) {
      StorePath path = pending.remove();
      if (path.equals(to)) {
        return Optional.of(back(cameFrom, from, to));
      }
      for (StorePath reference : ReferenceTree.references(store, path)) {
        if (cameFrom.putIfAbsent(reference, path) == null) {
          pending.add(reference);
        }
      }
    }
    return Optional.empty();
  }

  private static List<StorePath> back(
      Map<StorePath, StorePath> cameFrom, StorePath from, StorePath to) {
    List<StorePath> chain = new ArrayList<>();
    StorePath at = to;
    chain.add(at);
    while (!at.equals(from)) {
      at = java.util.Objects.requireNonNull(cameFrom.get(at));
      chain.add(at);
    }
    Collections.reverse(chain);
    return chain;
  }

  /**
   * A place in a store object that names another.
   *
   * @param file below the object, empty where the object is a file
   * @param link whether it is a symbolic link
   * @param excerpt some characters around the hash part, where what cannot be printed is a dot; the
   *     whole target of a link
   * @param at where in the excerpt the hash part begins
   */
  public record Place(String file, boolean link, String excerpt, int at) {}

  /** Every file and link of {@code from} that names {@code to}, with the first occurrence. */
  public static List<Place> places(LocalStore store, StorePath from, StorePath to)
      throws IOException {
    Search search = new Search(to.hashPart().getBytes(StandardCharsets.ISO_8859_1));
    TreeReader.read(store.layout().physicalBytes(from), search);
    return search.found;
  }

  /** Holds at most two reads of a file in memory. */
  private static final class Search implements TreeVisitor {
    private final byte[] wanted;
    private final List<Place> found = new ArrayList<>();
    private byte[] before = new byte[0];
    private boolean hit;

    /** Where in {@link #before} a hit is whose excerpt goes on; negative if there is none. */
    private int pending = -1;

    Search(byte[] wanted) {
      this.wanted = wanted;
    }

    @Override
    public void beginDirectory(String path) {}

    @Override
    public void endDirectory(String path) {}

    @Override
    public void beginFile(String path, boolean executable, long size) {
      file = path;
      before = new byte[0];
      hit = false;
      pending = -1;
    }

    private String file = "";

    @Override
    public void contents(byte[] bytes, int offset, int length) {
      if (hit) {
        return;
      }
      byte[] all = new byte[before.length + length];
      System.arraycopy(before, 0, all, 0, before.length);
      System.arraycopy(bytes, offset, all, before.length, length);
      int at = pending >= 0 ? pending : indexOf(all, wanted);
      if (at >= 0) {
        if (all.length < at + wanted.length + CONTEXT) {
          before = all;
          pending = at;
          return;
        }
        hit(all, at);
        return;
      }
      int keep = Math.min(all.length, wanted.length + CONTEXT);
      before = java.util.Arrays.copyOfRange(all, all.length - keep, all.length);
    }

    @Override
    public void endFile(String path) {
      if (!hit && pending >= 0) {
        hit(before, pending);
      }
    }

    private void hit(byte[] all, int at) {
      hit = true;
      found.add(new Place(file, false, excerpt(all, at), at - Math.max(0, at - CONTEXT)));
    }

    @Override
    public void symlink(String path, String target) {
      byte[] bytes = target.getBytes(StandardCharsets.ISO_8859_1);
      int at = indexOf(bytes, wanted);
      if (at >= 0) {
        found.add(new Place(path, true, target, at));
      }
    }

    private static int indexOf(byte[] all, byte[] wanted) {
      outer:
      for (int i = 0; i + wanted.length <= all.length; i++) {
        for (int j = 0; j < wanted.length; j++) {
          if (all[i + j] != wanted[j]) {
            continue outer;
          }
        }
        return i;
      }
      return -1;
    }

    private String excerpt(byte[] all, int at) {
      int start = Math.max(0, at - CONTEXT);
      int end = Math.min(all.length, at + wanted.length + CONTEXT);
      StringBuilder out = new StringBuilder();
      for (int i = start; i < end; i++) {
        out.append(all[i] >= ' ' && all[i] < 0x7f ? (char) all[i] : '.');
      }
      return out.toString();
    }
  }
}

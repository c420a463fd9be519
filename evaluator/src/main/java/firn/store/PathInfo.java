package firn.store;

import com.google.common.collect.ImmutableSortedSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the store knows of a valid path.
 *
 * @param narHash SHA-256 of the path's archive
 * @param narSize length of the archive in bytes
 * @param references what it refers to, itself included where it does
 * @param deriver the derivation it was built from, if known
 * @param registered when it became valid, in whole seconds
 * @param ultimate whether it was built here, so that it is trusted without a signature
 * @param signatures {@code KEY-NAME:BASE64} each
 * @param contentAddress set where the path follows from the contents
 */
public record PathInfo(
    StorePath path,
    Hash narHash,
    long narSize,
    SortedSet<StorePath> references,
    @Nullable StorePath deriver,
    Instant registered,
    boolean ultimate,
    SortedSet<String> signatures,
    @Nullable ContentAddress contentAddress) {

  public PathInfo {
    references = ImmutableSortedSet.copyOfSorted(references);
    signatures = ImmutableSortedSet.copyOfSorted(signatures);
  }

  /** The same with these signatures instead. */
  public PathInfo withSignatures(SortedSet<String> others) {
    return new PathInfo(
        path, narHash, narSize, references, deriver, registered, ultimate, others, contentAddress);
  }

  /** What vouches for the path, in the words of {@code nix path-info --sigs}. */
  public List<String> vouchers() {
    List<String> words = new ArrayList<>();
    if (ultimate) {
      words.add("ultimate");
    }
    if (contentAddress != null) {
      words.add("ca:" + contentAddress);
    }
    words.addAll(signatures);
    return words;
  }

  /** Whether the path is that of its content address, so that nobody needs to vouch for it. */
  public boolean followsFromContents() {
    ContentAddress address = contentAddress;
    if (address == null) {
      return false;
    }
    SortedSet<StorePath> others = new TreeSet<>(references);
    boolean itself = others.remove(path);
    try {
      return StorePaths.fixed(path.name(), address, others, itself).equals(path);
    } catch (MalformedException e) {
      return false;
    }
  }
}

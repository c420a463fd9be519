package firn.eval.fetch;

import firn.store.Hash;
import firn.store.StorePath;

/**
 * An input that was fetched.
 *
 * @param path where it lies in the store
 * @param input the input with all that became known: revision, times, hash
 * @param narHash the hash of the archive of the tree
 */
public record FetchedTree(StorePath path, Input input, Hash narHash) {}

package firn.eval.fetch;

import firn.store.ContentAddress;
import firn.store.HashAlgorithm;
import firn.store.SourceFilter;
import firn.store.SourceTree;
import java.nio.file.Path;

/**
 * What a scheme got.
 *
 * @param attributes the input's attributes, with what became known: revision, time
 * @param root the file or folder
 * @param filter what of a folder belongs to it
 * @param temporary whether the files are Firn's own, to be deleted when they are in a store
 */
record Fetched(FetchAttributes attributes, Path root, SourceFilter filter, boolean temporary) {

  SourceTree tree(String name) {
    return new SourceTree(
        name, root, ContentAddress.Method.RECURSIVE, HashAlgorithm.SHA256, filter);
  }
}

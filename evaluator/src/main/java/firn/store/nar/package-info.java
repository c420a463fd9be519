/**
 * File trees as streams: read from disk, written to disk, encoded as and decoded from Nix archives
 * (NAR). A tree is a sequence of calls on a {@link firn.store.nar.TreeVisitor}; readers make the
 * calls, writers receive them. Paths and link targets are strings whose chars are bytes.
 *
 * <p>What a visitor is given is always well formed: {@link firn.store.nar.NarDecoder} refuses what
 * is not, before the visitor sees it, so that writers need not check again.
 */
@NullMarked
package firn.store.nar;

import org.jspecify.annotations.NullMarked;

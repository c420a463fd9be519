/**
 * Getting trees and files from elsewhere: inputs by their attributes or URLs ({@code path git
 * github gitlab tarball file indirect}), each by its scheme, with a cache and with hashes checked.
 * Git itself lives in {@code firn.eval.fetch.git}, flakes in {@code firn.eval.flake}.
 */
@NullMarked
package firn.eval.fetch;

import org.jspecify.annotations.NullMarked;

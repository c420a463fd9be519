/**
 * The builders that belong to the store itself: {@code builtin:fetchurl}, {@code builtin:buildenv}
 * and {@code builtin:tree}. Their attributes are listed in docs/architecture.md.
 */
@NullMarked
package firn.store.build.builtin;

import org.jspecify.annotations.NullMarked;

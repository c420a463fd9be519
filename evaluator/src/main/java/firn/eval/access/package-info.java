/** What evaluation reads and writes: files by their logical paths, and the store. */
@NullMarked
package firn.eval.access;

import org.jspecify.annotations.NullMarked;

/**
 * The few system calls that Java has no exact counterpart for: file names and link targets as
 * bytes, {@code flock}, times of symbolic links. Paths are strings whose chars are bytes. Nothing
 * here knows of the store.
 */
@NullMarked
package firn.store.posix;

import org.jspecify.annotations.NullMarked;

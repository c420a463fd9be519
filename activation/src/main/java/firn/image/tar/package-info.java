/**
 * The tar format of image layers (POSIX.1-2024, pax Interchange Format): entries read and written
 * byte by byte, so that names in any encoding and binary extended attributes pass unchanged. What
 * is written depends on the entries alone.
 */
@NullMarked
package firn.image.tar;

import org.jspecify.annotations.NullMarked;

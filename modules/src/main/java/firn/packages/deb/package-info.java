/**
 * Reading {@code .deb} files. They come with a checked hash, but are treated as hostile all the
 * same: names, links and types are checked before anything is written.
 */
@NullMarked
package firn.packages.deb;

import org.jspecify.annotations.NullMarked;

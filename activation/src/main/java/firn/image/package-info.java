/**
 * Container images: which store paths share a layer, the bytes of a layer, what an image is made
 * of, and the archives, layouts and scripts it is written as. Everything here is deterministic: the
 * same inputs give the same bytes on any machine. Registries are in {@code firn.image.registry},
 * the tar format in {@code firn.image.tar}.
 */
@NullMarked
package firn.image;

import org.jspecify.annotations.NullMarked;

/**
 * Container images: which store paths share a layer, the bytes of a layer, and the archive that
 * {@code docker load} and {@code podman load} read. Everything here is deterministic: the same
 * inputs give the same bytes on any machine.
 */
@NullMarked
package firn.image;

import org.jspecify.annotations.NullMarked;

/**
 * The Debian package set: {@code archive} knows what the signed archive offers, {@code deb} reads
 * packages, {@code relocate} makes them run from the store; here is what ties them to the language.
 */
@NullMarked
package firn.packages;

import org.jspecify.annotations.NullMarked;

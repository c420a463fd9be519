/**
 * What a system is, as data: the records of {@code manifest.json}, its strict reader, and a system
 * with the text of its units and its containers loaded beside it. No machine is touched from here.
 */
@NullMarked
package firn.manifest;

import org.jspecify.annotations.NullMarked;

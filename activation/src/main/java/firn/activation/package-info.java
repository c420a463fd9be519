/** A system into a running machine: plan, journal, apply. */
@NullMarked
package firn.activation;

import org.jspecify.annotations.NullMarked;

/**
 * From two systems and the live machine to an ordered list of steps with their reasons, and its
 * renderings. Pure: the live machine comes in as data.
 */
@NullMarked
package firn.plan;

import org.jspecify.annotations.NullMarked;

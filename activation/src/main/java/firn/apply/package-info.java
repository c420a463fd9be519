/**
 * The transaction: the steps of a plan, journaled before they run, each with its undo; layout of a
 * machine that does not run; users and groups; the profile, moved last.
 */
@NullMarked
package firn.apply;

import org.jspecify.annotations.NullMarked;

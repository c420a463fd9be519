/**
 * The resolved program: the syntax tree with every name turned into a level and a slot, and every
 * construct into a node that runs itself.
 */
@NullMarked
package firn.eval.code;

import org.jspecify.annotations.NullMarked;

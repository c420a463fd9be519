/** Writes and compiles the declaring code; part of the build, never run afterwards. */
@NullMarked
package firn.cli.declare.build;

import org.jspecify.annotations.NullMarked;

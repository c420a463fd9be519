/** {@code firn rebuild}: build, plan, apply, undo and compare systems. */
@NullMarked
package firn.cli.rebuild;

import org.jspecify.annotations.NullMarked;

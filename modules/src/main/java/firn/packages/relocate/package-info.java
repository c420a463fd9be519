/**
 * Making packages run from where they are: the builders that turn {@code .deb} files into store
 * paths and into root trees. They run no program, neither the package's scripts nor a tool.
 */
@NullMarked
package firn.packages.relocate;

import org.jspecify.annotations.NullMarked;

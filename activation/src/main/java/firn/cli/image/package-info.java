/** {@code firn image}: build, inspect, load, stream and push images. */
@NullMarked
package firn.cli.image;

import org.jspecify.annotations.NullMarked;

/**
 * A machine as a root folder and a way to run commands in it: this host, a booted container, a
 * container in a container. Files are reached through the root folder only, never through a link
 * that leads out of it.
 */
@NullMarked
package firn.machine;

import org.jspecify.annotations.NullMarked;

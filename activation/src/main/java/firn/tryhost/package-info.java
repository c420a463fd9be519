/**
 * The throwaway host: a machine made wholly from a closure, booted under systemd-nspawn, destroyed
 * afterwards.
 */
@NullMarked
package firn.tryhost;

import org.jspecify.annotations.NullMarked;

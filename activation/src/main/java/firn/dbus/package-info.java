/**
 * As much of D-Bus as it takes to ask questions: authentication as the caller's own user, method
 * calls, and their answers. Rules from the D-Bus specification. What comes in is not trusted:
 * sizes, depths and time are bounded.
 */
@NullMarked
package firn.dbus;

import org.jspecify.annotations.NullMarked;

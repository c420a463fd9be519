/**
 * Unit files as data: parsing, the directives that decide a unit's fate, and the comparison of two
 * versions of a unit. Pure; nothing here runs a command.
 */
@NullMarked
package firn.systemd;

import org.jspecify.annotations.NullMarked;

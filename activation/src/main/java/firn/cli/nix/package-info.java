/**
 * The commands of Nix that Firn answers to under their own names, with their options, output and
 * exit codes: one class for each command and subcommand.
 */
@NullMarked
package firn.cli.nix;

import org.jspecify.annotations.NullMarked;

package firn.cli.nix;

/**
 * A command of {@code nix} whose exit code is an answer. All others know one code for whatever is
 * wrong.
 */
public interface NixAnswer {}

package firn.store.build;

import java.io.IOException;

/**
 * A builder that runs inside Firn: the one for derivations whose builder is {@code builtin:NAME}.
 * Found through {@link java.util.ServiceLoader}. It must be deterministic, must write nothing but
 * its outputs, and is given only what its derivation names as inputs.
 */
public interface BuiltinBuilder {
  /** The part after {@code builtin:}. */
  String name();

  /**
   * Creates every output of the derivation at {@link BuildContext#output}.
   *
   * @throws BuildException if the inputs are unfit; the message is shown to the user
   * @throws IOException if reading inputs or writing outputs fails
   * @throws InterruptedException if the build was cancelled; nothing need be cleaned up
   */
  void build(BuildContext context) throws BuildException, IOException, InterruptedException;
}

package firn.cli.declare.build;

/** A class uses an annotation in a way that no code is generated for; picocli reads it then. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  Refusal(String message) {
    super(message);
  }
}

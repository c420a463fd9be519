package firn.cli.declare;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** The generated code: finds what declares the class of a command. */
public interface DeclarationTable {
  /**
   * The model of an annotated object, with its members bound to that object; null for a class that
   * nothing was generated for.
   */
  @Nullable CommandSpec declare(Object command);

  /** Tells a command, if it wants to know, which one it stands below. */
  void adopt(Object command, Object above);
}

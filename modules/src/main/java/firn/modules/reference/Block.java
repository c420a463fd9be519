package firn.modules.reference;

import java.util.List;

/** A part of a description. */
sealed interface Block {
  /** Text that flows. */
  record Paragraph(String text) implements Block {}

  /** Text as it stands, such as an expression. */
  record Listing(String text) implements Block {}

  /** Points one after the other. */
  record Points(boolean numbered, List<List<Block>> items) implements Block {}

  /**
   * Something to take note of.
   *
   * @param kind such as {@code note} or {@code warning}
   */
  record Notice(String kind, List<Block> blocks) implements Block {}
}

package firn.eval.code;

import firn.eval.value.NixList;
import firn.eval.value.Value;
import firn.grammar.SourceText;

/** {@code [ a b c ]}. */
final class ListNode extends Node {
  private final Node[] elements;

  ListNode(SourceText source, int start, Node[] elements) {
    super(source, start);
    this.elements = elements;
  }

  @Override
  Value eval(Frame frame) {
    Value[] items = new Value[elements.length];
    for (int i = 0; i < items.length; i++) {
      items[i] = elements[i].delay(frame);
    }
    return NixList.wrap(items);
  }
}

package firn.grammar.format;

/** What stands in sets and after {@code let}. */
final class BindingLayout {
  private final Layout layout;

  BindingLayout(Layout layout) {
    this.layout = layout;
  }

  void print(Node.Binding it, int indent) {
    layout.print(it.path(), indent, 0);
    layout.page.space();
    layout.page.token(it.equals());
    layout.value(it.value(), indent, 1);
    layout.page.punctuation(it.last());
  }

  void inherit(Node.Inherit it, int indent) {
    int inner = indent + Page.STEP;
    layout.page.token(it.first());
    if (it.source() != null) {
      layout.page.space();
      layout.print(it.source(), indent, 0);
    }
    for (Node name : it.names()) {
      layout.below(name, inner, 0);
    }
    layout.page.lineFor(it.last(), inner);
    layout.page.token(it.last());
  }
}

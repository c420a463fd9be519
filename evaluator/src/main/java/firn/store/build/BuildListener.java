package firn.store.build;

/** Is told of events, by several threads, one at a time. It must return soon. */
@FunctionalInterface
public interface BuildListener {
  BuildListener SILENT = event -> {};

  void on(BuildEvent event);
}

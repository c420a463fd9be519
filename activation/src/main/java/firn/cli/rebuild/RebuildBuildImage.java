package firn.cli.rebuild;

import firn.cli.ExitCode;
import firn.cli.Session;
import firn.store.StorePath;
import firn.store.local.Roots;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code firn rebuild build-image}. */
@Command(
    name = "build-image",
    description =
        "Build a container image that boots the system, or one of its containers, with systemd; print its store path.")
final class RebuildBuildImage implements Callable<Integer> {
  /** A host's own configuration as that of a container, with its {@code /usr} from the store. */
  private static final List<String> AS_CONTAINER =
      List.of(
          "{ lib, ... }: { boot.isContainer = lib.mkDefault true; firn.host.root = lib.mkForce \"closure\"; }");

  private static final List<String> IMAGE = List.of("config", "system", "build", "machineImage");

  @ParentCommand RebuildCommand rebuild;
  @Mixin RebuildOptions options;

  @Option(
      names = "--container",
      paramLabel = "NAME",
      description = "Take the container containers.NAME of the system, not the system.")
  @Nullable String container;

  @Option(
      names = {"-o", "--out-link"},
      paramLabel = "PATH",
      description = "Where to put a link to the image that keeps it from being collected.")
  @Nullable Path link;

  @Override
  public Integer call() throws IOException {
    List<String> path = new ArrayList<>();
    if (container != null) {
      path.addAll(List.of("config", "containers", container));
    }
    path.addAll(IMAGE);
    try (Session session = options.open(rebuild.terminal())) {
      List<String> modules = container == null ? AS_CONTAINER : List.of();
      StorePath image = WantedSystem.build(session, options, modules, path);
      session.keepLock();
      rebuild.terminal().print(session.store().physical(image).toString());
      if (link != null) {
        new Roots(session.store().layout()).add(link, image);
      }
    }
    return ExitCode.DONE;
  }
}

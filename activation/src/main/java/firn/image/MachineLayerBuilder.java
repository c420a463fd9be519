package firn.image;

import firn.apply.Layout;
import firn.apply.Outcome;
import firn.apply.Progress;
import firn.apply.Switch;
import firn.machine.Entry;
import firn.machine.HostMachine;
import firn.machine.Machine;
import firn.machine.RootFolder;
import firn.manifest.LoadedSystem;
import firn.manifest.Manifest;
import firn.store.build.BuildContext;
import firn.store.build.BuildException;
import firn.store.build.BuiltinBuilder;
import firn.store.local.FileTrees;
import firn.store.posix.PathBytes;
import firn.store.posix.Posix;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * {@code builtin:image-machine}: the tar of the layer that makes a system the root of a container
 * which systemd runs. The files are those that a switch puts into a machine that does not run;
 * {@code /usr} is a link to the system's own tree in the store.
 *
 * <p>Structured attributes: {@code toplevel} (the system, made from the closure), {@code time}
 * (seconds, of every file).
 */
public final class MachineLayerBuilder implements BuiltinBuilder {
  /** What a switch notes for the next one, and no machine that starts from an image has had. */
  private static final List<String> OF_THE_SWITCH =
      List.of("var/lib/firn/journal", "var/lib/firn/lock");

  @Override
  public String name() {
    return "image-machine";
  }

  @Override
  public void build(BuildContext context) throws BuildException, IOException {
    if (!Posix.isRoot()) {
      throw new BuildException(
          "the files of a machine have owners that only root can give; build its image as root");
    }
    String toplevel = context.attributes().path("toplevel").asString();
    Function<String, Path> store =
        path -> {
          try {
            return context.physical(path);
          } catch (BuildException e) {
            throw new UncheckedIOException(new IOException(e.getMessage(), e));
          }
        };
    Manifest manifest = LoadedSystem.read(toplevel, store).manifest();
    String tree = manifest.root();
    if (tree == null) {
      throw new BuildException(
          "the system " + manifest.name() + " has no root tree of its own; set firn.host.root");
    }
    Path root = Files.createDirectory(context.temporary().resolve("root"));
    Files.setAttribute(root, "unix:mode", 0755);
    try (Machine machine = HostMachine.at(root)) {
      new Layout(manifest, store).apply(machine.files());
      install(machine, toplevel, store);
      finish(machine.files(), tree);
    }
    for (String left : OF_THE_SWITCH) {
      Path there = root.resolve(left);
      if (Files.exists(there)) {
        FileTrees.delete(PathBytes.of(there));
      }
    }
    long time = context.attributes().path("time").asLong(1);
    try (OutputStream out =
        new BufferedOutputStream(Files.newOutputStream(context.output("out")), 1 << 16)) {
      LayerTar tar = LayerTar.ofTree(out, time, Identities.recorded(), name -> true);
      tar.addTree("", PathBytes.of(root));
      tar.finish();
    }
  }

  private static void install(Machine machine, String toplevel, Function<String, Path> store)
      throws BuildException, IOException {
    try (Switch change = Switch.plan(machine, toplevel, store)) {
      if (!(change.apply(Progress.SILENT) instanceof Outcome.Switched)) {
        throw new BuildException(
            "the system could not be put into the image: " + change.obstacles());
      }
    }
  }

  /** What differs from a machine that stays: its identity is each container's own. */
  private static void finish(RootFolder files, String tree) throws IOException {
    files.remove("/usr");
    files.put("/usr", new Entry.Link(tree + "/usr"));
    files.put("/etc/machine-id", new Entry.Regular(new byte[0], 0444, 0, 0));
  }
}

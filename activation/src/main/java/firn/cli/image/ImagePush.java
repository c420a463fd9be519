package firn.cli.image;

import firn.cli.CommandException;
import firn.cli.ExitCode;
import firn.cli.Json;
import firn.cli.Session;
import firn.image.Compression;
import firn.image.Image;
import firn.image.registry.Credentials;
import firn.image.registry.ImageName;
import firn.image.registry.Push;
import firn.image.registry.RegistryClient;
import firn.store.build.BuildException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code firn image push}. */
@Command(
    name = "push",
    description = {
      "Build an image and send it to a registry: only layers the registry lacks.",
      "Credentials are read where podman, skopeo and docker keep them."
    })
final class ImagePush implements Callable<Integer> {
  @ParentCommand ImageCommand parent;
  @Mixin ImageOptions options;

  @Parameters(
      arity = "1..2",
      paramLabel = "[PACKAGES|FILE] DESTINATION",
      description =
          "What to send, where no expression is given, and where to: registry.example.org/app:1.0")
  List<String> words = new ArrayList<>();

  @Option(
      names = "--mount-from",
      paramLabel = "REPOSITORY",
      description =
          "A repository of the same registry that may have some of the layers; may be repeated.")
  List<String> neighbours = new ArrayList<>();

  @Option(names = "--insecure", description = "Speak plain HTTP to the registry.")
  boolean insecure;

  @Option(
      names = "--compressor",
      paramLabel = "NAME",
      description = "How layers are compressed: gz, zstd or none (${DEFAULT-VALUE}).")
  String compressor = "gz";

  @Option(names = "--json", description = "Print a report as JSON.")
  boolean json;

  @Override
  public Integer call() throws IOException {
    ImageName destination = ImageName.parse(words.getLast());
    if (destination.digest() != null || destination.tag() == null) {
      throw new CommandException(
          ExitCode.USAGE, "an image is pushed under a tag", "as in registry.example.org/app:1.0");
    }
    String what = words.size() == 2 ? words.getFirst() : null;
    if (!options.hasExpression() && what != null && Files.exists(Path.of(what))) {
      return push(Path.of(what), destination);
    }
    try (Session opened = options.open(parent.terminal())) {
      return push(opened.store().physical(options.build(opened, what, "stream")), destination);
    }
  }

  private int push(Path file, ImageName destination) throws IOException {
    try (ImageSource source = ImageSource.of(file);
        RegistryClient client = new RegistryClient(destination, Credentials.ofUser(), !insecure)) {
      Image image = source.open();
      Push.Report report =
          new Push(client, source.memory(), neighbours, source.scratch())
              .run(image, String.valueOf(destination.tag()), Compression.named(compressor));
      tell(destination, report);
    } catch (BuildException unknown) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(unknown.getMessage()), null);
    }
    return ExitCode.DONE;
  }

  private void tell(ImageName destination, Push.Report report) {
    if (json) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("image", destination.toString());
      document.put("digest", report.digest());
      document.put("sent", report.sent());
      document.put("layers", report.layers());
      parent.terminal().print(Json.pretty(document));
      return;
    }
    parent.terminal().print(destination.withDigest(report.digest()).toString());
    parent
        .terminal()
        .say(
            "%d layers sent (%d bytes), %d mounted, %d there already"
                .formatted(
                    report.count(Push.Fate.SENT),
                    report.sent(),
                    report.count(Push.Fate.MOUNTED),
                    report.count(Push.Fate.PRESENT)));
  }
}

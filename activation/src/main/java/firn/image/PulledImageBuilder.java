package firn.image;

import firn.image.registry.Credentials;
import firn.image.registry.ImageName;
import firn.image.registry.Pull;
import firn.image.registry.RegistryClient;
import firn.image.registry.RegistryException;
import firn.store.build.BuildContext;
import firn.store.build.BuildException;
import firn.store.build.BuiltinBuilder;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * {@code builtin:image-pull}: an image of a registry as a Docker archive, a fixed output.
 * Attributes: {@code imageName}, {@code imageDigest}, {@code os}, {@code arch}, {@code
 * finalImageName}, {@code finalImageTag}, {@code tlsVerify}.
 */
public final class PulledImageBuilder implements BuiltinBuilder {
  @Override
  public String name() {
    return "image-pull";
  }

  @Override
  public void build(BuildContext context) throws BuildException, IOException {
    Map<String, String> attributes = context.environment();
    try {
      ImageName from =
          ImageName.parse(attribute(attributes, "imageName"))
              .withDigest(attribute(attributes, "imageDigest"));
      ImageName to =
          ImageName.parse(
              attribute(attributes, "finalImageName")
                  + ":"
                  + attribute(attributes, "finalImageTag"));
      Path scratch = Files.createDirectories(context.temporary().resolve("blobs"));
      try (RegistryClient client =
          new RegistryClient(
              from, Credentials.ofUser(), !attribute(attributes, "tlsVerify").isEmpty())) {
        Pull.Fetched fetched =
            new Pull(client)
                .run(
                    from.version(),
                    attribute(attributes, "os"),
                    attribute(attributes, "arch"),
                    scratch);
        List<Path> layers = PulledArchive.uncompressed(fetched.layers(), scratch);
        try (OutputStream out =
            new BufferedOutputStream(Files.newOutputStream(context.output("out")), 1 << 16)) {
          PulledArchive.write(
              out,
              to.registry() + "/" + to.repository(),
              String.valueOf(to.tag()),
              Files.readAllBytes(fetched.configuration()),
              layers);
        }
      }
    } catch (RegistryException refused) {
      throw new BuildException(
          refused.getMessage() + (refused.hint() == null ? "" : "; " + refused.hint()), refused);
    }
  }

  private static String attribute(Map<String, String> attributes, String name) {
    return attributes.getOrDefault(name, "");
  }
}

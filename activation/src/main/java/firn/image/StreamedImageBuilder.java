package firn.image;

import firn.store.build.BuildContext;
import firn.store.build.BuildException;
import firn.store.build.BuiltinBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * {@code builtin:image-stream}: a script that writes an image's Docker archive to its standard
 * output when it is run. The store keeps the description only, in the script itself, and with it
 * everything the image is made of. Structured attributes as {@link ImageAttributes} has them.
 */
public final class StreamedImageBuilder implements BuiltinBuilder {
  @Override
  public String name() {
    return "image-stream";
  }

  @Override
  public void build(BuildContext context) throws BuildException, IOException {
    ImageAttributes attributes = ImageAttributes.of(context);
    BaseImage base = attributes.base(context.temporary());
    ImageDescription description = attributes.describe(base);
    // Every layer is read now, so that what is streamed is what was described, and starts at once.
    Image image =
        description.open(BuildFiles.of(context), BuildFiles.storeDir(context), base, Layer::of);
    Path out = context.output("out");
    ImageScript.write(out, description.read(image));
    Files.setPosixFilePermissions(out, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}

package firn.image;

import firn.store.build.BuildContext;
import firn.store.build.BuildException;
import firn.store.build.BuiltinBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code builtin:image-merge}: one Docker archive of several images; a layer that several have is
 * in it once. Structured attributes: {@code images} (archives), {@code compressor}.
 */
public final class MergedImageBuilder implements BuiltinBuilder {
  @Override
  public String name() {
    return "image-merge";
  }

  @Override
  public void build(BuildContext context) throws BuildException, IOException {
    List<Image> images = new ArrayList<>();
    for (JsonNode archive : context.attributes().path("images")) {
      BaseImage image =
          BaseImage.read(context.physical(archive.asString()), null, context.temporary());
      images.add(image.whole());
    }
    LayeredImageBuilder.write(context, images, LayeredImageBuilder.compressed(context));
  }

  /** {@code name:tag} in two; the colon of a port belongs to the name. */
  static List<String> split(String reference) {
    int colon = reference.lastIndexOf(':');
    return colon > reference.lastIndexOf('/')
        ? List.of(reference.substring(0, colon), reference.substring(colon + 1))
        : List.of(reference, "latest");
  }

  static ObjectNode withoutLayers(JsonNode configuration) {
    ObjectNode copy = (ObjectNode) configuration.deepCopy();
    copy.remove("rootfs");
    return copy;
  }
}

package firn.modules;

import firn.eval.value.AttrsBuilder;
import firn.eval.value.Bytes;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixList;
import firn.eval.value.NixString;
import firn.eval.value.Value;

/**
 * The {@code relatedPackages} of an option: each is the name of a package, its path in {@code
 * pkgs}, or a set of {@code name} or {@code path} with {@code title} and {@code comment}. What
 * renders {@code options.json} wants them as one text, a Markdown list.
 */
public final class RelatedPackages {
  private RelatedPackages() {}

  /** Puts the text into an option that is being written; nothing where no package is named. */
  static void listed(Value packages, AttrsBuilder option) {
    String text = text(packages);
    if (!text.isEmpty()) {
      option.put("relatedPackages", NixString.of(text));
    }
  }

  /**
   * The list in Markdown (bytes), a package a point; empty where no package is named.
   *
   * @throws firn.eval.error.EvalException if what is given is none of the above
   */
  public static String text(Value packages) {
    StringBuilder text = new StringBuilder();
    for (Value each : packages.asList()) {
      item(each.force(), text);
    }
    return text.toString();
  }

  private static void item(Value value, StringBuilder text) {
    NixAttrs set = value instanceof NixAttrs attrs ? attrs : NixAttrs.EMPTY;
    Value path = set.has("path") ? set.require("path") : value;
    String name =
        set.has("name")
            ? set.require("name").asBytes()
            : path.force() instanceof NixList parts ? joined(parts) : path.asBytes();
    text.append("- ");
    if (set.has("title")) {
      text.append(set.require("title").asBytes()).append(" aka ");
    }
    text.append("`pkgs.").append(name).append("`\n");
    if (set.has("comment")) {
      String comment = Bytes.toUnicode(set.require("comment").asBytes()).strip();
      text.append("\n").append(Bytes.ofUnicode(comment.indent(2)));
    }
  }

  private static String joined(NixList parts) {
    StringBuilder joined = new StringBuilder();
    for (Value part : parts) {
      joined.append(joined.isEmpty() ? "" : ".").append(part.asBytes());
    }
    return joined.toString();
  }
}

package firn.modules.reference;

import firn.eval.value.Bytes;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixList;
import firn.eval.value.NixNull;
import firn.eval.value.NixString;
import firn.eval.value.Value;
import firn.modules.Library;
import firn.modules.RelatedPackages;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Options as the library lists them, as texts. To be used on a thread that suits evaluation. */
public final class DocumentedOptions {
  private DocumentedOptions() {}

  /**
   * All visible options in the order of the reference.
   *
   * @param library {@code lib}
   * @param options as {@code evalModules} answers them
   * @param below only options whose path starts with this; empty for all
   */
  public static List<DocumentedOption> of(NixAttrs library, NixAttrs options, String below) {
    NixList list = library.require("optionAttrSetToDocList").call(options).asList();
    List<DocumentedOption> result = new ArrayList<>();
    for (Value each : list) {
      NixAttrs entry = each.asAttrs();
      String name = entry.require("name").asBytes();
      boolean chosen = below.isEmpty() || name.equals(below) || name.startsWith(below + ".");
      if (chosen && entry.require("visible").asBool() && !entry.require("internal").asBool()) {
        result.add(read(Bytes.toUnicode(name), entry));
      }
    }
    result.sort(DocumentedOption.ORDER);
    return List.copyOf(result);
  }

  private static DocumentedOption read(String name, NixAttrs entry) {
    DocumentedOption.Excerpt description = excerpt(entry.get("description"));
    return new DocumentedOption(
        name,
        texts(entry.require("loc").asList()),
        Bytes.toUnicode(entry.require("type").asBytes()),
        description == null ? null : description.text().strip(),
        excerpt(entry.get("default")),
        excerpt(entry.get("example")),
        relatedPackages(entry.get("relatedPackages")),
        texts(entry.require("declarations").asList()).stream()
            .map(DocumentedOptions::shortened)
            .toList(),
        entry.require("readOnly").asBool());
  }

  private static List<String> texts(NixList list) {
    List<String> result = new ArrayList<>(list.size());
    for (Value each : list) {
      result.add(
          each.force() instanceof NixString s ? Bytes.toUnicode(s.bytes()) : each.toString());
    }
    return result;
  }

  private static @Nullable String relatedPackages(@Nullable Value value) {
    String text = value == null || value.force() == NixNull.NULL ? "" : RelatedPackages.text(value);
    return text.isEmpty() ? null : Bytes.toUnicode(text).strip();
  }

  private static String shortened(String file) {
    String root = Library.root() + "/";
    return file.startsWith(root) ? file.substring(root.length()) : file;
  }

  private static DocumentedOption.@Nullable Excerpt excerpt(@Nullable Value value) {
    if (value == null || value.force() == NixNull.NULL) {
      return null;
    }
    if (value.force() instanceof NixAttrs literal) {
      return new DocumentedOption.Excerpt(
          Bytes.toUnicode(literal.require("text").asBytes()),
          literal.require("_type").asBytes().equals("literalMD"));
    }
    return new DocumentedOption.Excerpt(Bytes.toUnicode(value.asBytes()), true);
  }
}

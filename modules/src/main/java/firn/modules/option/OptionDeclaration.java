package firn.modules.option;

import firn.eval.error.EvalException;
import firn.eval.error.Place;
import firn.eval.value.AttrsBuilder;
import firn.eval.value.Code;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixInt;
import firn.eval.value.NixList;
import firn.eval.value.NixNull;
import firn.eval.value.NixString;
import firn.eval.value.Symbol;
import firn.eval.value.Thunk;
import firn.eval.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An option as one module declares it.
 *
 * @param file the module, perhaps a thunk
 * @param option what stands there: an option or a set of options, perhaps a thunk
 * @param position a set of file, line and column, perhaps a thunk; or null
 */
public record OptionDeclaration(Value file, Value option, Value position) {
  private static final Symbol OPTIONS = Symbol.of("options");
  private static final Symbol TYPE = Symbol.of("type");
  private static final Symbol SUB_MODULES = Symbol.of("getSubModules");

  private static final Shape ADDED =
      new Shape("loc", "declarations", "declarationPositions", "options");
  private static final Shape PLACE = new Shape("file", "line", "column");

  /** What two declarations of one option must not both say. */
  private static final List<Symbol> ONCE =
      List.of(
          Symbol.of("default"), Symbol.of("example"), Symbol.of("description"), Symbol.of("apply"));

  private static final Code WRITE_PLACE =
      new Code() {
        @Override
        protected Value run(Object payload) {
          return written((Place) payload);
        }
      };

  /** A declaration written as {@code { _file, options, pos }}. */
  public static OptionDeclaration of(Value written) {
    NixAttrs set = written.asAttrs();
    Value file = set.require("_file");
    Value given = set.get("pos");
    Value position =
        given == null
            ? NixNull.NULL
            : Thunk.of(() -> given.force() == NixNull.NULL ? inFile(file) : given);
    return new OptionDeclaration(file, set.require("options"), position);
  }

  /** A place in a file as {@code unsafeGetAttrPos} shows it; null for any other. */
  public static Value position(@Nullable Place place) {
    return place == null || !place.source().name().startsWith("/")
        ? NixNull.NULL
        : new Thunk(WRITE_PLACE, place);
  }

  private static NixAttrs written(Place place) {
    return PLACE.of(
        NixString.of(place.source().name()),
        NixInt.of(place.position().line()),
        NixInt.of(place.position().column()));
  }

  /**
   * Merges all declarations of one option: the attributes of each, earlier ones winning, their
   * types merged, and in {@code options} the modules of their submodules.
   *
   * @throws firn.eval.error.EvalException if two say the same thing, or their types do not merge
   */
  public static NixAttrs merge(OptionPath path, List<OptionDeclaration> declarations) {
    if (declarations.size() == 1) {
      return alone(path, declarations.getFirst());
    }
    NixAttrs merged = NixAttrs.EMPTY;
    List<Value> files = new ArrayList<>();
    List<Value> positions = new ArrayList<>();
    NixList submodules = NixList.EMPTY;
    for (OptionDeclaration declaration : declarations) {
      NixAttrs option = declaration.option.asAttrs();
      for (Symbol once : ONCE) {
        if (option.has(once) && merged.has(once)) {
          throw alreadyDeclared(path, declaration, files, "")
              .hint(
                  places(positions, declaration)
                      + "leave `"
                      + once.name()
                      + "' to one of the declarations)");
        }
      }
      NixAttrs before = merged;
      merged = option.update(before);
      Value type = option.get(TYPE);
      Value typeBefore = before.get(TYPE);
      if (type != null && typeBefore != null) {
        Value joined = mergeTypes(typeBefore, type);
        if (joined == NixNull.NULL) {
          throw alreadyDeclared(path, declaration, files, unlike(type, typeBefore))
              .hint(
                  places(positions, declaration)
                      + "remove one of the declarations, or give both the same type)");
        }
        merged = merged.update(NixAttrs.of("type", joined));
      }
      submodules = located(declaration.file, type).concat(submodules);
      files.add(declaration.file);
      positions.add(declaration.positionOrFile());
    }
    return merged.update(
        ADDED.of(path.delayed(), NixList.of(files), NixList.of(positions), submodules));
  }

  private static NixAttrs alone(OptionPath path, OptionDeclaration declaration) {
    NixAttrs option = declaration.option.asAttrs();
    return option.update(
        ADDED.of(
            path.delayed(),
            NixList.of(declaration.file),
            NixList.of(declaration.positionOrFile()),
            located(declaration.file, option.get(TYPE))));
  }

  private static Value mergeTypes(Value first, Value second) {
    return first.asAttrs().require("typeMerge").call(second.asAttrs().require("functor"));
  }

  /** How two types differ, in words; nothing where the words are the same. */
  private static String unlike(Value here, Value there) {
    String mine = description(here);
    String other = description(there);
    return mine.equals(other) ? "" : " The types differ: %s here, %s there.".formatted(mine, other);
  }

  private static String description(Value type) {
    Value description = type.asAttrs().get("description");
    return description == null ? "unspecified" : description.asBytes();
  }

  /** Where the declarations stand, as the beginning of a hint. */
  private static String places(List<Value> before, OptionDeclaration declaration) {
    List<String> places = new ArrayList<>();
    for (Value each : before) {
      places.add(place(each));
    }
    places.add(place(declaration.positionOrFile()));
    return "(" + String.join(" and ", places) + ": ";
  }

  private static String place(Value position) {
    NixAttrs place = position.asAttrs();
    String file = DefinitionPrinter.file(place.require("file"));
    return place.require("line").force() instanceof NixInt line
        ? file + ":" + line.value() + ":" + place.require("column").asInt()
        : file;
  }

  private static EvalException alreadyDeclared(
      OptionPath path, OptionDeclaration declaration, List<Value> before, String difference) {
    return OptionErrors.thrown(
        "The option `"
            + path
            + "' in `"
            + DefinitionPrinter.file(declaration.file)
            + "' is already declared in "
            + DefinitionPrinter.showFiles(before)
            + "."
            + difference);
  }

  /** The submodules of a type, each saying that it comes from {@code file}. */
  private static NixList located(Value file, @Nullable Value type) {
    Value submodules = type == null ? null : submodulesOf(type);
    if (submodules == null) {
      return NixList.EMPTY;
    }
    List<Value> result = new ArrayList<>();
    for (Value module : submodules.asList()) {
      result.add(new AttrsBuilder(2).put("_file", file).put("imports", NixList.of(module)).build());
    }
    return NixList.of(result);
  }

  private static @Nullable Value submodulesOf(Value type) {
    Value found = type.force() instanceof NixAttrs set ? set.get(SUB_MODULES) : null;
    return found == null || found.force() == NixNull.NULL ? null : found;
  }

  private Value positionOrFile() {
    return position == NixNull.NULL ? inFile(file) : position;
  }

  /** A place of which only the file is known. */
  private static NixAttrs inFile(Value file) {
    return PLACE.of(file, NixNull.NULL, NixNull.NULL);
  }

  /**
   * Gives a merged declaration its final type: that of its submodules all together, or the given
   * one where none is declared.
   */
  public static NixAttrs withFinalType(NixAttrs merged, Value unspecified) {
    Value type = merged.get(TYPE);
    if (type == null) {
      return merged.update(new AttrsBuilder(1).put(TYPE, unspecified).build());
    }
    if (submodulesOf(type) == null) {
      return merged;
    }
    Value together = type.asAttrs().require("substSubModules").call(merged.require("options"));
    return merged.update(
        new AttrsBuilder(2).put(TYPE, together).put(OPTIONS, NixList.EMPTY).build());
  }
}

package firn.packages;

import firn.eval.builtin.Builtin;
import firn.eval.builtin.BuiltinProvider;
import firn.eval.builtin.EvalContext;
import firn.eval.error.EvalException;
import firn.eval.value.AttrsBuilder;
import firn.eval.value.NixBool;
import firn.eval.value.NixInt;
import firn.eval.value.NixList;
import firn.eval.value.NixNull;
import firn.eval.value.NixString;
import firn.eval.value.Value;
import firn.packages.archive.ArchiveException;
import firn.packages.archive.ArchivePackage;
import firn.packages.archive.Component;
import firn.packages.archive.LockedPackage;
import firn.packages.archive.PackageSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Offers the archive to the language as plain data; what is made of it is written in the language.
 */
public final class PackageBuiltins implements BuiltinProvider {
  /**
   * Packages that any script may use without its package saying so, and so every one gets: of those
   * that are essential in Debian, the ones with programs scripts call.
   */
  static final List<String> BASE =
      List.of(
          "bash",
          "coreutils",
          "dash",
          "debianutils",
          "diffutils",
          "findutils",
          "grep",
          "gzip",
          "hostname",
          "mawk",
          "ncurses-bin",
          "perl-base",
          "sed",
          "tar",
          "util-linux");

  private static final Map<PackageSet, Set<String>> BASE_CLOSURES = new ConcurrentHashMap<>();

  @Override
  public List<Builtin> builtins(EvalContext context) {
    return List.of(
        Builtin.binary(
                "__debianPackage",
                "system",
                "name",
                "The package *name* of the Debian archive for *system*: `name`, `version`, and"
                    + " `component`, the packages that need each other with it, as `name`,"
                    + " `members` (`name`, `version`, `url`, `sha256`, `file`), `depends` (names of"
                    + " other components), `siblings` (those of them made of the same source) and"
                    + " `base` (whether it belongs to what every package may use).",
                (system, name) -> ask(() -> describe(set(system), name.asString().toUnicode())))
            .attributeOnly(),
        Builtin.binary(
                "__debianClosure",
                "system",
                "names",
                "The packages *names* of the Debian archive and all they depend on, sorted by"
                    + " name, each as `name`, `version`, `url`, `sha256`, `file`.",
                (system, names) -> ask(() -> closure(set(system), names)))
            .attributeOnly(),
        Builtin.unary(
                "__debianPackageNames",
                "system",
                "A set whose attributes are the names of all packages of the Debian archive for"
                    + " *system*.",
                system -> ask(() -> names(set(system))))
            .attributeOnly(),
        Builtin.binary(
                "__debianDescription",
                "system",
                "name",
                "What the archive says of the package *name*: `description`, `homepage`,"
                    + " `section`.",
                (system, name) -> ask(() -> description(set(system), name.asString().toUnicode())))
            .attributeOnly());
  }

  /** A question to the archive. */
  private interface Question {
    Value answer() throws ArchiveException, IOException, InterruptedException;
  }

  private static Value ask(Question question) {
    try {
      return question.answer();
    } catch (ArchiveException e) {
      String remedy = e.remedy().isEmpty() ? "" : "\n" + e.remedy();
      throw new EvalException(e.getMessage() + remedy, e);
    } catch (IOException e) {
      throw new EvalException("the package archive cannot be read: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EvalException("interrupted", e);
    }
  }

  private static PackageSet set(Value system) throws ArchiveException, IOException {
    return PackageSession.current().set(system.asString().toUnicode());
  }

  private static Value describe(PackageSet set, String name)
      throws ArchiveException, IOException, InterruptedException {
    LockedPackage found = set.get(name);
    Component component = set.component(name);
    List<Value> members = new ArrayList<>();
    boolean base = false;
    Set<String> baseClosure = baseClosure(set);
    for (LockedPackage member : component.members()) {
      members.add(file(member));
      base |= baseClosure.contains(member.name());
    }
    return new AttrsBuilder(3)
        .put("name", NixString.ofUnicode(name))
        .put("version", NixString.ofUnicode(found.version()))
        .put(
            "component",
            new AttrsBuilder(5)
                .put("name", NixString.ofUnicode(component.name()))
                .put("siblings", strings(siblings(set, component)))
                .put("members", NixList.of(members))
                .put("depends", strings(component.depends()))
                .put("base", NixBool.of(base))
                .build())
        .build();
  }

  /** Components that the archive keeps in the same folder: they come from one source. */
  private static List<String> siblings(PackageSet set, Component component)
      throws ArchiveException, IOException, InterruptedException {
    Set<String> sources = new HashSet<>();
    for (LockedPackage member : component.members()) {
      sources.add(folder(member));
    }
    List<String> siblings = new ArrayList<>();
    for (String name : component.depends()) {
      for (LockedPackage member : set.component(name).members()) {
        if (sources.contains(folder(member))) {
          siblings.add(name);
          break;
        }
      }
    }
    return siblings;
  }

  private static String folder(LockedPackage locked) {
    return locked.path().substring(0, locked.path().lastIndexOf('/') + 1);
  }

  private static Set<String> baseClosure(PackageSet set)
      throws ArchiveException, IOException, InterruptedException {
    Set<String> known = BASE_CLOSURES.get(set);
    if (known == null) {
      known = new HashSet<>(set.closure(BASE.stream().filter(set::has).toList()));
      // What the C library and the terminal library are kept together with.
      known.addAll(List.of("libc-bin", "ncurses-base"));
      BASE_CLOSURES.put(set, known);
    }
    return known;
  }

  private static Value closure(PackageSet set, Value names)
      throws ArchiveException, IOException, InterruptedException {
    List<String> roots = new ArrayList<>();
    for (Value name : names.asList()) {
      roots.add(name.asString().toUnicode());
    }
    List<Value> found = new ArrayList<>();
    for (String name : set.closure(roots)) {
      found.add(file(set.get(name)));
    }
    return NixList.of(found);
  }

  private static Value file(LockedPackage locked) {
    String path = locked.path();
    // A store path's name has neither colon nor tilde.
    String name = path.substring(path.lastIndexOf('/') + 1).replaceAll("[^0-9A-Za-z+._?=-]", "-");
    return new AttrsBuilder(6)
        .put("name", NixString.ofUnicode(locked.name()))
        .put("version", NixString.ofUnicode(locked.version()))
        .put("url", NixString.ofUnicode("mirror://" + locked.mirror() + "/" + path))
        .put("sha256", NixString.ofUnicode(locked.sha256()))
        .put("size", NixInt.of(locked.size()))
        .put("file", NixString.ofUnicode(name))
        .build();
  }

  private static Value names(PackageSet set)
      throws ArchiveException, IOException, InterruptedException {
    List<String> names = set.names();
    AttrsBuilder builder = new AttrsBuilder(names.size());
    for (String name : names) {
      builder.put(name, NixNull.NULL);
    }
    return builder.build();
  }

  private static Value description(PackageSet set, String name)
      throws ArchiveException, IOException, InterruptedException {
    ArchivePackage found = set.describe(name);
    return new AttrsBuilder(3)
        .put("description", NixString.ofUnicode(found == null ? "" : found.description()))
        .put("homepage", NixString.ofUnicode(found == null ? "" : found.homepage()))
        .put("section", NixString.ofUnicode(found == null ? "" : found.section()))
        .build();
  }

  private static NixList strings(List<String> texts) {
    return NixList.of(texts.stream().map(NixString::ofUnicode).toList());
  }
}

package firn.cli.nix;

import firn.cli.CommandException;
import firn.cli.ExpressionOptions;
import firn.cli.Session;
import firn.cli.Terminal;
import firn.eval.Evaluator;
import firn.eval.value.NixAttrs;
import firn.eval.value.Value;
import firn.store.DerivedPath;
import firn.store.StorePath;
import firn.store.build.BuildFailure;
import firn.store.local.Profile;
import firn.store.posix.PathBytes;
import firn.store.posix.Posix;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Installs into a profile, and takes out of it. Each operation makes a new generation from the
 * packages that are there and those that come; if somebody else changed the profile meanwhile, it
 * starts over.
 *
 * @param dryRun whether only to tell what would be done
 */
record ProfileOperations(Session session, Terminal terminal, Profile profile, boolean dryRun) {

  /** Which versions may take the place of an installed one. */
  enum Upgrade {
    NEWER,
    NOT_OLDER,
    EQUAL,
    ANY;

    /**
     * @param order of the installed version and the other one
     */
    boolean allows(int order) {
      return switch (this) {
        case NEWER -> order < 0;
        case NOT_OLDER -> order <= 0;
        case EQUAL -> order == 0;
        case ANY -> true;
      };
    }
  }

  /** The packages that are installed, in the manifest's order. */
  List<ProfileElement> installed() {
    return installed(profile.path());
  }

  /** The packages of some profile; none where there is no profile, or nix-env did not make it. */
  List<ProfileElement> installed(Path other) {
    Evaluator evaluator = session.evaluator();
    return evaluator.run(() -> {
      List<ProfileElement> all = new ArrayList<>();
      new PackageSearch(NixAttrs.EMPTY, PackageSearch.Wanted.NOTHING)
          .visit(manifest(other), "", one -> all.add(ProfileElement.of(one.set())));
      return all;
    });
  }

  /** The value of a profile's manifest, an empty list where there is none. */
  Value manifest(Path other) {
    String file = PathBytes.of(other.resolve("manifest.nix"));
    try {
      if (!Posix.exists(file)) {
        return session.evaluator().evalExpression("[ ]");
      }
      // The link leads to where the store is for those who see it at the root.
      Path text =
          Posix.status(file).isSymlink()
              ? session.store().physical(session.stores().path(file))
              : PathBytes.toPath(file);
      return ExpressionOptions.evalFile(session.evaluator(), text.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Adds packages, in the place of those of the same names.
   *
   * @param preserve whether those stay nevertheless
   * @param removeAll whether all go that were there
   */
  void install(List<ProfileElement> added, boolean preserve, boolean removeAll) {
    Set<String> names = new HashSet<>();
    added.forEach(one -> names.add(one.parsedName().name()));
    change(
        added,
        before -> {
          List<ProfileElement> all = new ArrayList<>(added);
          for (ProfileElement one : removeAll ? List.<ProfileElement>of() : before) {
            if (!preserve && names.contains(one.parsedName().name()) && !one.isKept()) {
              terminal.say("replacing old '" + one.name() + "'");
            } else {
              all.add(one);
            }
          }
          if (!removeAll) {
            added.forEach(one -> terminal.say("installing '" + one.name() + "'"));
          }
          return all;
        });
  }

  /** Takes packages out, given by selectors or store paths. */
  void uninstall(List<String> selectors) {
    change(
        List.of(),
        before -> {
          List<ProfileElement> left = new ArrayList<>(before);
          for (String selector : selectors) {
            Predicate<ProfileElement> goes = removal(selector);
            List<ProfileElement> removed = partition(left, goes.negate());
            if (removed.isEmpty()) {
              terminal.warn("selector '" + selector + "' matched no installed derivations");
            }
            removed.forEach(one -> terminal.say("uninstalling '" + one.name() + "'"));
          }
          return left;
        });
  }

  private Predicate<ProfileElement> removal(String selector) {
    if (selector.contains("/")) {
      String path = session.stores().path(selector).toString();
      return one -> one.outPath().equals(path);
    }
    PackageNames.Selector named = new PackageNames.Selector(selector);
    return one -> named.matches(one.parsedName());
  }

  /**
   * Leaves in the list what stays, in the order in which C++ Nix leaves it, which decides about the
   * manifest: what goes at the front is replaced by what stays at the end.
   *
   * @return what goes
   */
  private static List<ProfileElement> partition(
      List<ProfileElement> all, Predicate<ProfileElement> stays) {
    int first = 0;
    int last = all.size();
    while (true) {
      while (first < last && stays.test(all.get(first))) {
        first++;
      }
      while (first < last && !stays.test(all.get(last - 1))) {
        last--;
      }
      if (first >= last) {
        break;
      }
      ProfileElement kept = all.get(last - 1);
      all.set(last - 1, all.get(first));
      all.set(first, kept);
      first++;
      last--;
    }
    List<ProfileElement> rest = all.subList(first, all.size());
    List<ProfileElement> removed = List.copyOf(rest);
    rest.clear();
    return removed;
  }

  /** Replaces packages by available ones of the same names. */
  void upgrade(List<ProfileElement> available, Upgrade which) {
    List<ProfileElement> fresh = new ArrayList<>();
    change(
        fresh,
        before -> {
          fresh.clear();
          List<ProfileElement> all = new ArrayList<>();
          for (ProfileElement one : before) {
            ProfileElement best = one.isKept() ? null : best(one, available, which);
            if (best == null || best.outPath().equals(one.outPath())) {
              all.add(one);
              continue;
            }
            int order =
                choice().compareVersions(one.parsedName().version(), best.parsedName().version());
            terminal.say(
                "%s '%s' to '%s'"
                    .formatted(order <= 0 ? "upgrading" : "downgrading", one.name(), best.name()));
            all.add(best);
            fresh.add(best);
          }
          return all;
        });
  }

  private @Nullable ProfileElement best(
      ProfileElement one, List<ProfileElement> available, Upgrade which) {
    PackageNames.Parsed name = one.parsedName();
    @Nullable ProfileElement best = null;
    for (ProfileElement other : available) {
      PackageNames.Parsed candidate = other.parsedName();
      if (!candidate.name().equals(name.name())
          || PackageChoice.comparePriorities(one, other) > 0
          || !which.allows(choice().compareVersions(name.version(), candidate.version()))) {
        continue;
      }
      int order = best == null ? -1 : PackageChoice.comparePriorities(best, other);
      if (best != null && order == 0) {
        order = choice().compareVersions(best.parsedName().version(), candidate.version());
      }
      if (order < 0) {
        best = other;
      }
    }
    return best;
  }

  /** Says something about installed packages. */
  void setFlag(String flag, String value, List<PackageNames.Selector> selectors) {
    change(
        List.of(),
        before -> {
          Set<PackageNames.Selector> used = new HashSet<>();
          List<ProfileElement> all = new ArrayList<>();
          for (ProfileElement one : before) {
            PackageNames.@Nullable Selector hit =
                selectors.stream()
                    .filter(selector -> selector.matches(one.parsedName()))
                    .findFirst()
                    .orElse(null);
            if (hit == null) {
              all.add(one);
            } else {
              terminal.say("setting flag on '" + one.name() + "'");
              used.add(hit);
              all.add(one.withMeta(flag, value));
            }
          }
          for (PackageNames.Selector selector : selectors) {
            if (!used.contains(selector) && !selector.isAll()) {
              throw new CommandException(
                  NixExitCode.FAILED,
                  "selector '" + selector.text() + "' matches no derivations",
                  null);
            }
          }
          return all;
        });
  }

  /** Makes one package all of the profile. */
  void set(List<ProfileElement> elements) {
    if (elements.size() != 1) {
      throw new CommandException(NixExitCode.FAILED, "--set requires exactly one derivation", null);
    }
    if (told(elements)) {
      return;
    }
    build(elements);
    profile.set(StorePath.parse(elements.getFirst().outPath()), null);
  }

  PackageChoice choice() {
    return new PackageChoice(session.evaluator(), terminal::warn);
  }

  /**
   * Makes a new generation.
   *
   * @param built what has to be built for it, once the change is known
   */
  private void change(List<ProfileElement> built, UnaryOperator<List<ProfileElement>> change) {
    while (true) {
      String state = profile.state();
      List<ProfileElement> all = change.apply(installed());
      if (told(built)) {
        return;
      }
      build(all);
      if (profile.set(UserEnvironment.create(session, all), state)) {
        return;
      }
      terminal.say("profile '" + profile.path() + "' changed while we were busy; restarting");
    }
  }

  private boolean told(List<ProfileElement> built) {
    if (dryRun) {
      try {
        DryRun.tell(terminal, session.realiser().planned(wanted(built)));
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
    }
    return dryRun;
  }

  private static List<DerivedPath> wanted(List<ProfileElement> elements) {
    List<DerivedPath> wanted = new ArrayList<>();
    for (ProfileElement one : elements) {
      StorePath derivation = one.derivation();
      if (derivation != null) {
        wanted.add(DerivedPath.all(derivation));
      }
    }
    return wanted;
  }

  private void build(List<ProfileElement> elements) {
    try {
      session.realise(wanted(elements));
      for (ProfileElement one : elements) {
        if (one.derivation() == null) {
          session.realiser().ensure(one.outputs().values().stream().map(StorePath::parse).toList());
        }
      }
    } catch (BuildFailure failed) {
      throw new NixBuildFailure(failed);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static CommandException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new CommandException(NixExitCode.FAILED, "interrupted", null);
  }

  /**
   * Where the profile lies that is meant when none is named: what {@code NIX_PROFILE} says, or what
   * {@code ~/.nix-profile} leads to, which is made where it is missing.
   */
  static Path ofUser(Session session) {
    String named = System.getenv("NIX_PROFILE");
    if (named != null && !named.isEmpty()) {
      return Path.of(named);
    }
    Path link = userLink();
    try {
      String file = PathBytes.of(link);
      if (!Posix.exists(file)) {
        Path profiles = session.store().layout().stateDir().resolve("profiles");
        Path own =
            Posix.isRoot()
                ? profiles.resolve("default")
                : profiles
                    .resolve("per-user")
                    .resolve(System.getProperty("user.name"))
                    .resolve("profile");
        Files.createDirectories(own.getParent());
        Files.createSymbolicLink(link, own);
      }
      return Posix.status(file).isSymlink()
          ? link.resolveSibling(PathBytes.toPath(Posix.readLink(file)))
          : link;
    } catch (IOException e) {
      throw new CommandException(
          NixExitCode.FAILED,
          "cannot find the profile of this user: " + e.getMessage(),
          "Name one with -p PROFILE.");
    }
  }

  /** {@code ~/.nix-profile}. */
  static Path userLink() {
    return home().resolve(".nix-profile");
  }

  static Path home() {
    String home = System.getenv("HOME");
    return Path.of(home == null ? System.getProperty("user.home") : home);
  }
}

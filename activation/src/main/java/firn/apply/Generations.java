package firn.apply;

import firn.machine.Entry;
import firn.machine.RootFolder;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A profile and its generations, as Nix keeps them: {@code <profile>} links to {@code
 * <profile>-<number>-link}, which links to a system in the store and keeps it from being collected.
 */
public final class Generations {
  /** The profile of a machine. */
  public static final String SYSTEM = "/nix/var/nix/profiles/system";

  /** Where the profiles of {@code --profile-name} lie. */
  static final String NAMED = "/nix/var/nix/profiles/system-profiles";

  private static final String IN_FORCE = "/nix/var/nix/gcroots/firn-in-force";
  private static final String NOTHING = "nothing";

  private final RootFolder files;
  private final String profile;
  private final String folder;
  private final Pattern link;

  public Generations(RootFolder files, String profile) {
    this.files = files;
    this.profile = profile;
    this.folder = profile.substring(0, profile.lastIndexOf('/'));
    this.link =
        Pattern.compile(
            Pattern.quote(profile.substring(folder.length() + 1)) + "-([0-9]{1,9})-link");
  }

  /** The path of the profile of that name, as {@code --profile-name} has it. */
  public static String named(String name) {
    return name.equals("system") ? SYSTEM : NAMED + "/" + name;
  }

  /** The profile that a machine boots: the one that was switched to last. */
  public static Generations booted(RootFolder files) throws IOException {
    return new Generations(files, BootProfile.of(files));
  }

  /** The path of the profile. */
  public String path() {
    return profile;
  }

  /**
   * One generation.
   *
   * @param system the system, a path in the store
   * @param made when it was made
   */
  public record Generation(int number, String system, Instant made) {}

  /** The generations, in the order of their numbers. */
  public List<Generation> list() throws IOException {
    List<Generation> out = new ArrayList<>();
    for (String name : files.list(folder)) {
      Matcher matcher = link.matcher(name);
      if (matcher.matches() && files.read(folder + "/" + name) instanceof Entry.Link to) {
        out.add(
            new Generation(
                Integer.parseInt(matcher.group(1)),
                to.target(),
                files.modified(folder + "/" + name)));
      }
    }
    out.sort(Comparator.comparingInt(Generation::number));
    return out;
  }

  /** The number of the generation that the profile points to, or null. */
  public @Nullable Integer currentNumber() throws IOException {
    if (files.read(profile) instanceof Entry.Link to) {
      Matcher matcher = link.matcher(to.target().substring(to.target().lastIndexOf('/') + 1));
      return matcher.matches() ? Integer.valueOf(matcher.group(1)) : null;
    }
    return null;
  }

  /** The system that the profile names, or null if there is none. */
  public @Nullable String current() throws IOException {
    if (!(files.read(profile) instanceof Entry.Link to)) {
      return null;
    }
    if (to.target().startsWith("/")) {
      return to.target();
    }
    return files.read(folder + "/" + to.target()) instanceof Entry.Link generation
        ? generation.target()
        : null;
  }

  /** Makes a system the current one, in a new generation if it is not the current one already. */
  public void add(String system) throws IOException {
    if (system.equals(current())) {
      return;
    }
    int last = 0;
    for (String name : files.list(folder)) {
      Matcher matcher = link.matcher(name);
      if (matcher.matches()) {
        last = Math.max(last, Integer.parseInt(matcher.group(1)));
      }
    }
    String name = linkOf(last + 1);
    files.put(folder + "/" + name, new Entry.Link(system));
    files.put(profile, new Entry.Link(name));
  }

  /** Makes an existing generation the current one. */
  void use(int number) throws IOException {
    files.put(profile, new Entry.Link(linkOf(number)));
  }

  private String linkOf(int number) {
    return profile.substring(folder.length() + 1) + "-" + number + "-link";
  }

  /** Removes the profile and all its generations. */
  void forget() throws IOException {
    files.remove(profile);
    for (String name : files.list(folder)) {
      if (link.matcher(name).matches()) {
        files.remove(folder + "/" + name);
      }
    }
  }

  /**
   * The system whose files are on the machine: that of the profile it boots, unless another is
   * being tested or the profile was moved for the next boot.
   */
  public static @Nullable String inForce(RootFolder files) throws IOException {
    return files.read(IN_FORCE) instanceof Entry.Link other
        ? other.target().equals(NOTHING) ? null : other.target()
        : booted(files).current();
  }

  /** Remembers which system is in force, whatever the profile says or will say. */
  static void holdInForce(RootFolder files, @Nullable String system) throws IOException {
    files.put(IN_FORCE, new Entry.Link(system == null ? NOTHING : system));
  }

  /** Remembers which system is in force where it is not that of the profile that boots. */
  static void setInForce(RootFolder files, @Nullable String system) throws IOException {
    if (Objects.equals(system, booted(files).current())) {
      files.remove(IN_FORCE);
    } else {
      holdInForce(files, system);
    }
  }
}

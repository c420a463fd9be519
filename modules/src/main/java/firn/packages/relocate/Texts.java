package firn.packages.relocate;

import firn.packages.deb.DebException;
import firn.packages.relocate.Tree.Content;
import firn.packages.relocate.Tree.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Mends the texts of a package that name files by where Debian has them: scripts, modules of Python
 * and Perl, units, D-Bus and desktop entries, {@code pkg-config} files, linker scripts, settings
 * among a program's data.
 */
final class Texts {
  private static final int LIMIT = 4 << 20;

  /** More bytes than a kernel reads of a script to find its interpreter. */
  private static final int FIRST_LINE = 4096;

  private static final Pattern SHEBANG =
      Pattern.compile("#!\\s*(/\\S+)(?:[ \\t]+(-S[ \\t]*)?(\\S+))?([^\\n]*)");
  private static final Pattern NAMED =
      Pattern.compile(
          "lib/systemd/(?:system|user|system-generators)/.*\\.\\w+"
              + "|share/dbus-1/.*\\.service"
              + "|share/applications/.*\\.desktop"
              + "|lib/udev/rules\\.d/.*\\.rules"
              + "|etc/xdg/.*\\.desktop"
              + "|share/[^/]+/[^/]+\\.cfg");

  /** A library's name alone in quotes, as what is loaded through a foreign function interface. */
  private static final Pattern LIBRARY = Pattern.compile("([\"'])(lib[\\w.+-]+\\.so\\.\\d+)\\1");

  private static final Pattern GHC_PACKAGE = Pattern.compile(".*/package\\.conf\\.d/.*\\.conf");
  private static final Pattern PREFIX = Pattern.compile("(?<![\\w./}-])/usr(?=[/\\s]|$)");

  private static final Pattern VARIABLE =
      Pattern.compile(
          "(?m)^(\\s*(?:export\\s+|readonly\\s+)?(?!PATH=)\\w+=)([\"']?)/usr(/bin|/sbin|/lib|/share|)(?=[\"']?\\s*(?:$|;|#))");

  /** Perl's options of a first line, by which it believes nothing of its environment. */
  private static final Pattern TAINTED = Pattern.compile("\\s-[A-Za-z]*[Tt]");

  private static final Set<String> SHELLS = Set.of("sh", "bash", "dash", "ksh", "mksh", "zsh");

  private final Tree tree;
  private final StorePlaces places;
  private final Inputs inputs;
  private final Modules modules;
  private String commands = "";

  Texts(Tree tree, StorePlaces places, Inputs inputs) {
    this.tree = tree;
    this.places = places;
    this.inputs = inputs;
    this.modules = new Modules(tree, places, inputs);
  }

  void mend() throws IOException, DebException {
    commands = new ShellCommands(tree, inputs).folders();
    for (Map.Entry<String, Tree.Node> entry : List.copyOf(tree.nodes().entrySet())) {
      if (entry.getValue() instanceof File file) {
        String path = entry.getKey();
        if (file.size() >= LIMIT) {
          if (file.content() == Content.SCRIPT) {
            firstLine(path, file);
          }
        } else if (file.content() == Content.SCRIPT) {
          script(path, file);
        } else if (path.endsWith(".py")) {
          rewrite(path, file, text -> libraries(places.mend(text)));
        } else if (path.endsWith(".pm")) {
          rewrite(path, file, places::mend);
        } else if (path.endsWith(".pc") && path.contains("pkgconfig/")) {
          rewrite(path, file, text -> places.mend(PREFIX.matcher(text).replaceAll(places.out())));
        } else if (NAMED.matcher(path).matches()) {
          rewrite(path, file, places::mend);
        } else if (GHC_PACKAGE.matcher(path).matches()) {
          rewrite(path, file, this::ghcPackage);
        } else if (path.endsWith(".so") && file.content() == Content.OTHER) {
          rewrite(path, file, text -> text.contains("(") ? places.mend(text) : text);
        }
      }
    }
    linkedPrograms();
  }

  /** A program that is only a link to a script elsewhere needs its modules, too. */
  private void linkedPrograms() throws IOException, DebException {
    for (Map.Entry<String, Tree.Node> entry : List.copyOf(tree.nodes().entrySet())) {
      String path = entry.getKey();
      String real = entry.getValue() instanceof Tree.Link ? tree.resolve(path) : null;
      if (path.startsWith("bin/")
          && real != null
          && !real.startsWith("bin/")
          && !real.startsWith("libexec/wrapped/")
          && tree.nodes().get(real) instanceof File file
          && file.content() == Content.SCRIPT) {
        String text = Files.readString(tree.physical(real), StandardCharsets.ISO_8859_1);
        Matcher matcher = SHEBANG.matcher(text);
        if (matcher.lookingAt()) {
          modules.letFind(path, matcher.group(1).substring(matcher.group(1).lastIndexOf('/') + 1));
        }
      }
    }
  }

  /** What a rewriting makes of a text. */
  private interface Rewriting {
    String of(String text) throws IOException;
  }

  private void rewrite(String path, File file, Rewriting rewriting)
      throws IOException, DebException {
    String text = Files.readString(tree.physical(path), StandardCharsets.ISO_8859_1);
    String mended = rewriting.of(text);
    if (!mended.equals(text)) {
      Files.writeString(tree.physical(path), mended, StandardCharsets.ISO_8859_1);
      tree.nodes().put(path, new File(file.executable(), mended.length(), file.content()));
    }
  }

  private void script(String path, File file) throws IOException, DebException {
    String text = Files.readString(tree.physical(path), StandardCharsets.ISO_8859_1);
    Matcher matcher = SHEBANG.matcher(text);
    if (!matcher.lookingAt()) {
      return;
    }
    String head = mended(matcher);
    String name = interpreter(matcher);
    String body = places.mend(text.substring(matcher.end()));
    String search =
        file.executable() && SHELLS.contains(name) && !commands.isEmpty()
            ? "\nexport PATH=\"${PATH:+$PATH:}" + commands + "\""
            : "";
    if (SHELLS.contains(name)) {
      body = variables(body);
    } else if (name.equals("perl") && TAINTED.matcher(matcher.group()).find()) {
      body = modules.named(body);
    }
    String mended = head + search + body;
    if (!mended.equals(text)) {
      Files.writeString(tree.physical(path), mended, StandardCharsets.ISO_8859_1);
    }
    if (file.executable() && path.startsWith("bin/")) {
      modules.letFind(path, name);
    }
  }

  /** The name of the program that runs a script. */
  private static String interpreter(Matcher first) {
    String program = first.group(1);
    String name = program.substring(program.lastIndexOf('/') + 1);
    return byEnv(first) ? first.group(3) : name;
  }

  private static boolean byEnv(Matcher first) {
    return first.group(1).endsWith("/env")
        && first.group(3) != null
        && !first.group(3).contains("=");
  }

  /**
   * A description of a package of GHC. What the compiler's own consist of is named relative to the
   * folder that has the folder of descriptions, for these are copied into an index.
   */
  private String ghcPackage(String text) throws IOException {
    String mended = places.mend(text);
    String own = "lib/ghc/package.conf.d";
    return tree.nodes().containsKey(own)
        ? mended.replace(places.out() + "/lib/ghc/", "${pkgroot}/")
        : mended;
  }

  /** A module in which libraries that it loads by name are named by where they are. */
  private String libraries(String text) throws IOException {
    Matcher matcher = LIBRARY.matcher(text);
    StringBuilder mended = new StringBuilder();
    while (matcher.find()) {
      String folder = inputs.library(matcher.group(2), List.of());
      String quote = matcher.group(1);
      String found = quote + folder + "/" + matcher.group(2) + quote;
      matcher.appendReplacement(
          mended, Matcher.quoteReplacement(folder.isEmpty() ? matcher.group() : found));
    }
    return matcher.appendTail(mended).toString();
  }

  /** A script's first line with its interpreter in the store; as it was where none has that. */
  private String mended(Matcher first) throws IOException {
    boolean byEnv = byEnv(first);
    String found = places.find(byEnv ? "/usr/bin/" + first.group(3) : first.group(1));
    if (found.isEmpty()) {
      return first.group();
    }
    String split = first.group(2) == null ? "" : first.group(2);
    String argument = byEnv || first.group(3) == null ? "" : " " + split + first.group(3);
    return "#!" + found + argument + first.group(4);
  }

  /**
   * Mends the first line of a program that is too large to be a text, such as OCaml's byte code.
   */
  private void firstLine(String path, File file) throws IOException {
    Path physical = tree.physical(path);
    String start;
    try (InputStream in = Files.newInputStream(physical)) {
      start = new String(in.readNBytes(FIRST_LINE), StandardCharsets.ISO_8859_1);
    }
    Matcher matcher = SHEBANG.matcher(start);
    if (!matcher.lookingAt() || matcher.end() == start.length()) {
      return;
    }
    String mended = mended(matcher);
    Path whole = physical.resolveSibling(physical.getFileName() + ".mended");
    try (InputStream in = Files.newInputStream(physical);
        OutputStream out = Files.newOutputStream(whole)) {
      in.skipNBytes(matcher.end());
      out.write(mended.getBytes(StandardCharsets.ISO_8859_1));
      in.transferTo(out);
    }
    // In place, for the file may have further names.
    try (OutputStream out = Files.newOutputStream(physical)) {
      Files.copy(whole, out);
    }
    Files.delete(whole);
    long size = file.size() - matcher.end() + mended.length();
    tree.nodes().put(path, new File(file.executable(), size, file.content()));
  }

  /**
   * A shell script in which variables that stand for the folder the package is installed below
   * ({@code prefix=/usr}, {@code BINDIR="/usr/bin"}) stand for this one.
   */
  private String variables(String body) {
    Matcher matcher = VARIABLE.matcher(body);
    StringBuilder mended = new StringBuilder();
    while (matcher.find()) {
      String place = matcher.group(3).replaceFirst("^/", "").replaceFirst("^sbin$", "bin");
      boolean own = tree.nodes().get(place) instanceof Tree.Folder;
      String value = places.out() + (place.isEmpty() ? "" : "/" + place);
      String text = own ? matcher.group(1) + matcher.group(2) + value : matcher.group();
      matcher.appendReplacement(mended, Matcher.quoteReplacement(text));
    }
    return matcher.appendTail(mended).toString();
  }
}

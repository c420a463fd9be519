package firn.packages.relocate;

import firn.packages.deb.DebException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets programs in Python, Perl, Ruby and JavaScript find the modules of the packages they depend
 * on, by wrappers that set what their interpreters read from the environment.
 */
final class Modules {
  private final Tree tree;
  private final StorePlaces places;
  private final Inputs inputs;

  Modules(Tree tree, StorePlaces places, Inputs inputs) {
    this.tree = tree;
    this.places = places;
    this.inputs = inputs;
  }

  /** Lets an interpreted program find the modules of the packages it depends on. */
  void letFind(String path, String interpreter) throws IOException, DebException {
    if (interpreter.startsWith("python3")) {
      wrap(path, "PYTHONPATH", List.of("lib/python3/dist-packages"));
    } else if (interpreter.equals("perl")) {
      wrap(path, "PERL5LIB", perlFolders());
    } else if (interpreter.startsWith("ruby")) {
      wrap(path, "RUBYLIB", List.of("lib/ruby/vendor_ruby"));
      gems(path);
    } else if (interpreter.equals("node") || interpreter.equals("nodejs")) {
      wrap(path, "NODE_PATH", List.of("lib/x86_64-linux-gnu/nodejs", "share/nodejs"));
    }
  }

  /** A program in Perl that names the folders of modules itself, and keeps its lines' numbers. */
  String named(String body) throws IOException {
    List<String> folders = new ArrayList<>(perlFolders());
    folders.add("lib/x86_64-linux-gnu/perl-base");
    folders.add("lib/aarch64-linux-gnu/perl-base");
    List<String> found = new ArrayList<>();
    for (String folder : folders) {
      List<String> there = everywhere(List.of(folder));
      found.addAll(there);
      // The interpreter's own is a link, named by the version without its last part.
      String linked = there.isEmpty() ? inputs.find(folder) : "";
      if (!linked.isEmpty()) {
        found.add(linked);
      }
    }
    return found.isEmpty()
        ? body
        : "\nBEGIN { unshift @INC, qw(" + String.join(" ", found) + "); }\n#line 2" + body;
  }

  private List<String> perlFolders() throws IOException {
    List<String> folders = new ArrayList<>(List.of("share/perl5"));
    for (String multiarch : Inputs.LIBRARY_FOLDERS) {
      for (String version : List.of("5.36", "5.38", "5.40")) {
        folders.add(multiarch + "/perl5/" + version);
        folders.add(multiarch + "/perl/" + version);
        folders.add("share/perl/" + version);
      }
    }
    return folders.stream().distinct().toList();
  }

  /** Lets a program find the gems it names, which it may do by version. */
  private void gems(String path) throws IOException, DebException {
    List<String> folders = new ArrayList<>();
    for (String folder : List.of("share", "lib/x86_64-linux-gnu", "lib/aarch64-linux-gnu")) {
      for (String version : List.of("all", "3.1.0", "3.2.0", "3.3.0")) {
        folders.add(folder + "/rubygems-integration/" + version);
      }
    }
    List<String> found = everywhere(folders);
    String shell = places.find("/bin/bash");
    if (!found.isEmpty() && !shell.isEmpty()) {
      new Wrapper(shell)
          .ahead("GEM_PATH", String.join(":", found))
          .around(tree, places.out(), path);
    }
  }

  /** Store paths of folders that this package or one it depends on has. */
  private List<String> everywhere(List<String> folders) {
    List<String> found = new ArrayList<>();
    for (String folder : folders) {
      if (tree.nodes().get(folder) instanceof Tree.Folder) {
        found.add(places.out() + "/" + folder);
      }
      found.addAll(inputs.folders(folder));
    }
    return found;
  }

  private void wrap(String path, String variable, List<String> folders)
      throws IOException, DebException {
    List<String> found = everywhere(folders);
    String shell = places.find("/bin/bash");
    if (!found.isEmpty() && !shell.isEmpty()) {
      Wrapper wrapper = new Wrapper(shell).prefix(variable, String.join(":", found));
      // What it depends on has programs that it calls, or may call.
      List<String> programs = inputs.directFolders("bin");
      if (!programs.isEmpty()) {
        wrapper.suffix("PATH", String.join(":", programs));
      }
      wrapper.around(tree, places.out(), path);
    }
  }
}

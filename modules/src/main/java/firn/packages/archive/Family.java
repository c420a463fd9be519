package firn.packages.archive;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Packages that Debian splits and whose programs find the other parts beside themselves (an
 * interpreter and its library): they are kept in one store path, as if they depended on each other.
 *
 * @param anchor the package that needs all of them
 * @param members the names of those that only work beside it
 * @param needs members that the anchor needs though it does not say so, as every Debian has them
 */
record Family(String anchor, Pattern members, List<String> needs) {
  private static final List<Family> ALL =
      List.of(
          of(
              "python3",
              "python3-minimal|(lib)?python3\\.\\d+(-minimal|-stdlib)?|libpython3-stdlib"),
          of("perl", "perl-modules-5\\.\\d+|libperl5\\.\\d+"),
          of("nodejs", "libnode\\d+"),
          of("vim", "vim-common|vim-runtime"),
          of("git", "git-man"),
          of("g++-12", "gcc-12|cpp-12|libgcc-12-dev|libstdc\\+\\+-12-dev"),
          of("ruby3.1", "libruby3\\.1"),
          of(
              "gnupg",
              "dirmngr|gnupg-utils|gpg|gpg-agent|gpg-wks-client|gpg-wks-server|gpgconf|gpgsm"),
          // An interpreter looks for the applications and libraries it may load below its own
          // folder.
          of("erlang-nox", "erlang-[a-z-]+"),
          of("krb5-kdc", "libkdb5-\\d+"),
          of("swi-prolog-nox", "swi-prolog-core(-packages)?"),
          // The locale C.UTF-8, and the terminals that every terminal program knows.
          of("libc6", "libc-bin", "libc-bin"),
          of("libtinfo6", "ncurses-base", "ncurses-base"));

  private static Family of(String anchor, String members, String... needs) {
    return new Family(anchor, Pattern.compile(members), List.of(needs));
  }

  static boolean isAnchor(String name) {
    return ALL.stream().anyMatch(family -> family.anchor.equals(name));
  }

  /** Edges to add to a package's own so that its family becomes one component. */
  static List<String> edges(LockedPackage value, PackageSet packages)
      throws ArchiveException, IOException, InterruptedException {
    for (Family family : ALL) {
      if (family.anchor.equals(value.name()) && !family.needs.isEmpty()) {
        return family.needs.stream().filter(packages::has).toList();
      }
      if (family.members.matcher(value.name()).matches()
          && (family.needs.contains(value.name())
              || (packages.has(family.anchor)
                  && packages.closure(List.of(family.anchor)).contains(value.name())))) {
        return List.of(family.anchor);
      }
    }
    return List.of();
  }
}

package firn.packages.relocate;

import static org.assertj.core.api.Assertions.assertThat;

import firn.packages.relocate.Alternatives.Alternative;
import org.junit.jupiter.api.Test;

final class AlternativesTest {
  @Test
  void unrollsLoopsOverLiteralWords() {
    assertThat(
            Alternatives.of(
                    """
                    for i in vim view; do
                      update-alternatives --install /usr/bin/$i $i /usr/bin/vim.basic 30 \\
                        --slave /usr/share/man/man1/${i}.1.gz $i.1.gz /usr/share/man/man1/vim.1.gz
                    done
                    """)
                .all())
        .containsExactly(
            new Alternative("usr/bin/vim", "/usr/bin/vim.basic", 30),
            new Alternative("usr/share/man/man1/vim.1.gz", "/usr/share/man/man1/vim.1.gz", 30),
            new Alternative("usr/bin/view", "/usr/bin/vim.basic", 30),
            new Alternative("usr/share/man/man1/view.1.gz", "/usr/share/man/man1/vim.1.gz", 30));
  }

  @Test
  void namesWithOneLiteralValueAreReplaced() {
    assertThat(
            Alternatives.of(
                    """
                    version=1.16
                    base=/usr/share/thing-$version
                    chosen=/usr/bin/a
                    if test -e /etc/old; then chosen=/usr/bin/b; fi
                    case "$1" in
                    configure)
                      prio=30;
                      update-alternatives \
                        --install /usr/bin/thing thing ${base}/bin/thing-$version $prio \
                        --slave /usr/bin/versionless versionless /usr/bin/$versionless
                      update-alternatives --install /usr/bin/chosen chosen $chosen 1
                      ;;
                    esac
                    """)
                .all())
        .containsExactly(
            new Alternative("usr/bin/thing", "/usr/share/thing-1.16/bin/thing-1.16", 30));
  }

  @Test
  void leavesOutWhatItDoesNotUnderstand() {
    assertThat(
            Alternatives.of(
                    """
                    # update-alternatives --install /usr/bin/a a /usr/bin/b 1
                    update-alternatives --install $LINK a /usr/bin/b 1
                    update-alternatives --install /usr/bin/a a $TARGET 1
                    update-alternatives --install /usr/../../etc/a a /usr/bin/b 1
                    update-alternatives --remove a /usr/bin/b
                    echo --install /usr/bin/a a /usr/bin/b 1
                    """)
                .all())
        .isEmpty();
    assertThat(Alternatives.of("").all()).isEmpty();
  }
}

package firn.packages;

import static org.assertj.core.api.Assertions.assertThat;

import firn.store.StorePath;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Packages for arm64, made and, under an emulator, run on whatever machine this is. */
final class ForeignMachineTest {
  private static final String ARM =
      "(import (/. + home + \"/modules/src/main/nix\") { system = \"aarch64-linux\"; })";
  private static @Nullable PackageWorkshop workshop;

  @BeforeAll
  static void open() throws Exception {
    workshop = PackageWorkshop.open();
  }

  @AfterAll
  static void close() {
    if (workshop != null) {
      workshop.close();
    }
  }

  @Test
  void arm64ProgramsAreRelocated() throws Exception {
    PackageWorkshop open = java.util.Objects.requireNonNull(workshop);
    StorePath hello = open.realise(ARM + ".hello");
    String program =
        Files.readString(open.physical(hello).resolve("bin/hello"), StandardCharsets.ISO_8859_1);
    // The machine of the ELF header is AArch64.
    assertThat((int) program.charAt(18)).isEqualTo(183);
    Matcher loader =
        Pattern.compile("/nix/store/[^\0/]+/lib/ld-linux-aarch64\\.so\\.1").matcher(program);
    assertThat(loader.find()).isTrue();
    StorePath library = StorePath.parse(loader.group().replaceFirst("/lib/ld-linux.*", ""));
    Path file = open.physical(library).resolve("lib/ld-linux-aarch64.so.1");
    assertThat(file).exists();
    assertThat(program).contains(library + "/lib/aarch64-linux-gnu");
    // A path compiled in, which only code for arm64 names.
    assertThat(program).contains(hello + "/share/locale");
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "FIRN_PACKAGE_RUNS", matches = "all|.*arm64.*")
  void arm64ProgramsRun() throws Exception {
    PackageWorkshop open = java.util.Objects.requireNonNull(workshop);
    StorePath emulator = open.realise("debian.qemu-user-static");
    List<StorePath> paths =
        List.of(
            emulator,
            open.realise(ARM + ".hello"),
            open.realise(ARM + ".python3"),
            open.realise(ARM + ".sqlite"));
    PackageTask task =
        new PackageTask(
            "arm64",
            List.of(),
            false,
            false,
            """
            %s/bin/qemu-aarch64-static %s/bin/hello -g 'made for arm'
            %s/bin/qemu-aarch64-static %s/bin/python3 -c 'import platform, ssl; print(platform.machine(), 6 * 7)'
            %s/bin/qemu-aarch64-static %s/bin/sqlite3 :memory: 'select 40 + 2'
            """
                .formatted(emulator, paths.get(1), emulator, paths.get(2), emulator, paths.get(3)),
            List.of());
    PackageSandbox.Result result = open.sandbox().run(task, paths);
    assertThat(result.output()).isEqualTo("made for arm\naarch64 42\n42\n");
  }
}

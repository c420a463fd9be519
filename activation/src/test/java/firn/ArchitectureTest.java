package firn;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The direction of imports, as {@code docs/architecture.md} states it. */
final class ArchitectureTest {
  private static final JavaClasses FIRN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("firn");

  private static final String[] GRAMMAR = {"firn.grammar.."};
  private static final String[] EVALUATOR = {"firn.store..", "firn.eval.."};
  private static final String[] MODULES = {"firn.modules..", "firn.packages.."};
  private static final String[] ACTIVATION = {
    "firn.apply..",
    "firn.cli..",
    "firn.dbus..",
    "firn.health..",
    "firn.image..",
    "firn.machine..",
    "firn.manifest..",
    "firn.plan..",
    "firn.systemd..",
    "firn.tryhost.."
  };

  @TestFactory
  List<DynamicTest> importsPointLeft() {
    return Stream.of(
            rule(GRAMMAR, EVALUATOR, MODULES, ACTIVATION),
            rule(EVALUATOR, MODULES, ACTIVATION),
            rule(MODULES, ACTIVATION),
            rule(new String[] {"firn.store.."}, new String[] {"firn.eval..", "firn.grammar.."}),
            rule(
                new String[] {
                  "firn.manifest..",
                  "firn.plan..",
                  "firn.apply..",
                  "firn.dbus..",
                  "firn.systemd..",
                  "firn.machine..",
                  "firn.health.."
                },
                new String[] {"firn.cli..", "firn.eval..", "firn.modules..", "firn.packages.."}))
        .map(rule -> DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(FIRN)))
        .toList();
  }

  @Test
  void noParserGeneratorTypeLeavesTheGrammar() {
    noClasses()
        .that()
        .resideOutsideOfPackages("firn.grammar..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.antlr..", "firn.grammar.antlr..")
        .check(FIRN);
  }

  @Test
  void thePackagesAreFreeOfCycles() {
    slices().matching("firn.(*)..").should().beFreeOfCycles().check(FIRN);
  }

  @Test
  void everyPackageSaysWhatLivesThereAndThatNullIsMarked() {
    assertThat(FIRN.stream().map(c -> c.getPackage()).distinct())
        .filteredOn(p -> !p.getName().equals("firn.grammar.antlr"))
        .allMatch(ArchitectureTest::isNullMarked);
  }

  private static boolean isNullMarked(JavaPackage javaPackage) {
    return javaPackage.getPackageInfo().isAnnotatedWith(NullMarked.class);
  }

  private static ArchRule rule(String[] from, String[]... to) {
    return noClasses()
        .that()
        .resideInAnyPackage(from)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(Stream.of(to).flatMap(Stream::of).toArray(String[]::new))
        .allowEmptyShould(true);
  }
}

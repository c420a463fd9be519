package firn.modules.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The reference as Markdown and as a manual page, as written in {@code testdata/reference}. {@code
 * -Dfirn.goldens=rewrite} writes these files, and fails.
 */
final class ReferenceTest {

  @Test
  void markdown() throws IOException {
    compare("options.md", MarkdownReference.render(SampleOptions.all()));
  }

  @Test
  void manualPage() throws IOException {
    compare("options.5", manual());
  }

  @Test
  void theManualPageIsCleanForGroff() throws Exception {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/groff")), "no groff here: the page is NOT checked");
    Process groff =
        new ProcessBuilder("groff", "-man", "-ww", "-z", "-Tutf8")
            .redirectErrorStream(true)
            .start();
    try (var in = groff.getOutputStream()) {
      in.write(manual().getBytes(StandardCharsets.UTF_8));
    }
    assertThat(new String(groff.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).isEmpty();
    assertThat(groff.waitFor()).isZero();
  }

  @Test
  void onlyWhatIsBelowAPath() {
    assertThat(SampleOptions.below("services.beacon.lamps").stream().map(DocumentedOption::name))
        .containsExactly("services.beacon.lamps", "services.beacon.lamps.<name>.watts");
  }

  @Test
  void htmlTakesNothingForMarkupThatIsText() {
    String page = HtmlReference.render("<b>", SampleOptions.all());
    assertThat(page)
        .contains("<title>&lt;b&gt;</title>")
        .contains(".colour = &lt;red&gt;")
        .contains("id=\"opt-services.beacon.lamps.&lt;name&gt;.watts\"")
        .contains("<a href=\"https://example.org/beacon?a=1&amp;b=2\">the manual</a>")
        .doesNotContain("{{")
        .doesNotContain("Not shown.");
  }

  private static String manual() {
    return ManualPage.render("beacon", "options of a beacon", SampleOptions.all());
  }

  private static void compare(String name, String text) throws IOException {
    Path golden = SampleOptions.FOLDER.resolve(name);
    String home = System.getProperty("firn.home");
    // A manual page writes the hyphens of a path as \\-.
    String actual = text.replace(home, "$FIRN").replace(home.replace("-", "\\-"), "$FIRN");
    if ("rewrite".equals(System.getProperty("firn.goldens"))) {
      Files.writeString(golden, actual);
      fail("rewritten: " + golden);
    }
    assertThat(actual).isEqualTo(Files.readString(golden));
  }
}

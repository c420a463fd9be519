package firn.modules.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page as a reader has it: in a browser, with a keyboard, on a phone, without scripts. */
final class HtmlReferenceTest {
  private static final String VISIBLE =
      "Array.from(document.querySelectorAll('#options > li')).filter(i => !i.hidden).map(i => i.id.slice(4)).join(' ')";
  private static final String FOCUS =
      "document.activeElement.closest('li') === null ? document.activeElement.id : document.activeElement.closest('li').id.slice(4)";

  @TempDir Path folder;

  @BeforeEach
  void thereIsABrowser() {
    assumeTrue(
        Files.isExecutable(Browser.PROGRAM),
        "no Chromium here (apt-get install chromium): the page is NOT tried");
  }

  private Browser open(boolean script) throws Exception {
    Path page =
        Files.writeString(
            folder.resolve("options.html"), HtmlReference.render("Beacon", SampleOptions.all()));
    return new Browser(page, Files.createDirectories(folder.resolve("profile")), script);
  }

  @Test
  void isSearchedAndReadWithTheKeyboardAlone() throws Exception {
    try (Browser browser = open(true)) {
      browser.press("/");
      assertThat(browser.evaluate(FOCUS).asString()).isEqualTo("search");
      browser.type("beacon lamp");
      Browser.await(() ->
          !browser.evaluate("document.getElementById('found').textContent").asString().isEmpty());
      assertThat(browser.evaluate("document.getElementById('found').textContent").asString())
          .isEqualTo("2 options");
      assertThat(browser.evaluate(VISIBLE).asString())
          .isEqualTo("services.beacon.lamps services.beacon.lamps.<name>.watts");
      assertThat(browser.evaluate("location.search").asString()).isEqualTo("?q=beacon%20lamp");

      browser.press("ArrowDown");
      browser.press("ArrowDown");
      assertThat(browser.evaluate(FOCUS).asString())
          .isEqualTo("services.beacon.lamps.<name>.watts");
      assertThat(open(browser)).isZero();
      browser.press("Enter");
      Browser.await(() -> open(browser) == 1);
      browser.press("ArrowUp");
      assertThat(browser.evaluate(FOCUS).asString()).isEqualTo("services.beacon.lamps");

      browser.press("Escape");
      assertThat(browser.evaluate(FOCUS).asString()).isEqualTo("search");
      assertThat(browser.evaluate("document.getElementById('search').value").asString()).isEmpty();
      assertThat(browser.evaluate(VISIBLE).asString()).contains("services.beacon.enable");
      assertThat(open(browser)).isZero();
    }
  }

  @Test
  void enterOpensTheBestMatch() throws Exception {
    try (Browser browser = open(true)) {
      browser.press("/");
      browser.type("port");
      browser.press("Enter");
      Browser.await(() -> open(browser) == 1);
      assertThat(browser.evaluate(FOCUS).asString()).isEqualTo("services.beacon.port");
    }
  }

  @Test
  void tabGoesFromTheSearchToTheOptions() throws Exception {
    try (Browser browser = open(true)) {
      browser.press("/");
      browser.press("Tab");
      String first = browser.evaluate(FOCUS).asString();
      assertThat(browser.evaluate(VISIBLE).asString()).startsWith(first + " ");
      browser.press("Tab");
      assertThat(browser.evaluate(FOCUS).asString()).isNotEqualTo(first);
      assertThat(
              browser.evaluate("getComputedStyle(document.activeElement).outlineStyle").asString())
          .as("the focus is to be seen")
          .isNotEqualTo("none");
    }
  }

  @Test
  void aLinkOpensItsOption() throws Exception {
    try (Browser browser = open(true)) {
      browser.evaluate("location.hash = '#opt-services.beacon.lamps.%3Cname%3E.watts'");
      Browser.await(() -> open(browser) == 1);
      assertThat(browser.evaluate(FOCUS).asString())
          .isEqualTo("services.beacon.lamps.<name>.watts");
    }
  }

  @Test
  void fitsAPhone() throws Exception {
    try (Browser browser = open(true)) {
      browser.screen(360, 740, true);
      browser.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })");
      assertThat(browser.evaluate("innerWidth").asInt()).isEqualTo(360);
      assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
          .isLessThanOrEqualTo(360);
      assertThat(
              browser
                  .evaluate(
                      "Math.min(...Array.from(document.querySelectorAll('summary, input'), e => e.getBoundingClientRect().height))")
                  .asDouble())
          .as("the height of what a finger must hit")
          .isGreaterThanOrEqualTo(44);
    }
  }

  @Test
  void isAListWithoutScripts() throws Exception {
    try (Browser browser = open(false)) {
      assertThat(browser.evaluate("document.querySelector('form').hidden").asBoolean()).isTrue();
      assertThat(browser.evaluate(VISIBLE).asString()).contains("services.beacon.lamps");
      assertThat(browser.evaluate("document.querySelectorAll('details').length").asInt())
          .isEqualTo(SampleOptions.all().size());
    }
  }

  @Test
  void whatReadersOfScreensAreTold() throws Exception {
    try (Browser browser = open(true)) {
      assertThat(browser.evaluate("document.documentElement.lang").asString()).isEqualTo("en");
      assertThat(
              browser
                  .evaluate("document.getElementById('search').labels[0].textContent")
                  .asString())
          .isEqualTo("Search " + SampleOptions.all().size() + " options");
      assertThat(browser.evaluate("document.querySelectorAll('main, header, h1').length").asInt())
          .isEqualTo(3);
      assertThat(
              browser
                  .evaluate(
                      "Array.from(document.querySelectorAll('[id]'), e => e.id).length === new Set(Array.from(document.querySelectorAll('[id]'), e => e.id)).size")
                  .asBoolean())
          .as("each id is there once")
          .isTrue();
    }
  }

  private static int open(Browser browser) throws InterruptedException {
    return browser.evaluate("document.querySelectorAll('details[open]').length").asInt();
  }
}

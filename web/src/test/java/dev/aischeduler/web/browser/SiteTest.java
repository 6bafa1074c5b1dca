package dev.aischeduler.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The static site, as make site builds it. */
@Tag("drill")
final class SiteTest {
  private static final Path PRODUCT =
      Path.of(System.getProperty("ai_scheduler.home", "..")).toAbsolutePath().normalize();

  /** Nobody has this address: what is asked of it comes from the folder of the site. */
  private static final String ADDRESS = "http://site.test/";

  private static final long LIMIT_S = 300;
  private static final Pattern LOADED =
      Pattern.compile("<(?:script|link|img)[^>]* (?:src|href)=\"(https?:)?//|url\\(['\"]?https?:");
  private static final Pattern LINK = Pattern.compile("<a [^>]*href=\"((?!\\w+:)[^\"]*)\"");
  private static final Pattern ID = Pattern.compile(" id=\"([^\"]+)\"");

  @TempDir static Path site;

  @BeforeAll
  static void build() throws Exception {
    boolean there = works("node", "--version") && works("npm", "--version");
    // CI has made it (.ci/node); a developer without it is told
    assumeTrue(there || System.getenv("CI") != null, "make node");
    Path log = Path.of("target/site.log").toAbsolutePath();
    Process process =
        new ProcessBuilder(PRODUCT.resolve(".ci/site").toString(), site.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    boolean ended = process.waitFor(LIMIT_S, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(ended && process.exitValue() == 0).as(Files.readString(log)).isTrue();
  }

  @Test
  void every_document_is_a_page_in_its_language() throws IOException {
    Set<String> expected = new HashSet<>(Set.of("index.html", "zh-CN/index.html"));
    try (Stream<Path> files = Files.walk(PRODUCT.resolve("docs"))) {
      files
          .map(file -> PRODUCT.relativize(file).toString())
          .filter(name -> name.endsWith(".md"))
          .map(name -> name.replaceFirst("^docs/zh-CN/", "zh-CN/docs/"))
          .map(name -> name.replaceFirst("README\\.md$", "index.md"))
          .map(name -> name.replaceFirst("md$", "html"))
          .forEach(expected::add);
    }
    assertThat(pages().keySet()).containsAll(expected);
    assertThat(pages().get("zh-CN/docs/install.html")).contains("lang=\"zh-CN\"", "<h1");
  }

  @Test
  void its_links_lead_to_pages_and_headings_that_are_there() {
    Map<String, String> pages = pages();
    Map<String, Set<String>> ids = new TreeMap<>();
    pages.forEach(
        (name, html) ->
            ids.put(
                name,
                ID.matcher(html).results().map(id -> id.group(1)).collect(Collectors.toSet())));
    Set<String> broken = new HashSet<>();
    pages.forEach(
        (name, html) ->
            LINK.matcher(html)
                .results()
                .map(link -> link.group(1))
                .filter(link -> !leads(name, link, ids))
                .forEach(link -> broken.add(name + ": " + link)));
    assertThat(broken).isEmpty();
  }

  @Test
  void it_loads_nothing_from_elsewhere_and_can_be_searched() throws IOException {
    try (Stream<Path> files = Files.walk(site)) {
      assertThat(files.filter(file -> file.toString().matches(".*\\.(html|css)")))
          .hasSizeGreaterThan(50)
          .allSatisfy(file -> assertThat(LOADED.matcher(read(file)).find()).isFalse());
    }
    try (Stream<Path> files = Files.walk(site.resolve("assets"))) {
      List<Path> indexes =
          files.filter(f -> f.getFileName().toString().contains("localSearchIndex")).toList();
      assertThat(indexes).hasSize(2);
    }
  }

  @Test
  @ExtendWith(Browsers.class)
  void a_reader_finds_a_chinese_word_and_opens_its_page(Browser browser) {
    try (BrowserContext context = browser.newContext();
        Page page = context.newPage()) {
      page.route(
          ADDRESS + "**",
          route -> {
            String name = URI.create(route.request().url()).getPath().substring(1);
            Path file =
                site.resolve(name.isEmpty() || name.endsWith("/") ? name + "index.html" : name);
            route.fulfill(new Route.FulfillOptions().setPath(file));
          });
      page.navigate(ADDRESS + "zh-CN/");
      page.locator("button.DocSearch-Button").click();
      page.locator("input.search-input").fill("对象存储");
      page.locator("a.result", new Page.LocatorOptions().setHasText("把结果放进对象存储")).click();
      assertThat(page)
          .hasURL(
              ADDRESS
                  + "zh-CN/docs/operations.html#%E6%8A%8A%E7%BB%93%E6%9E%9C%E6%94%BE%E8%BF%9B%E5%AF%B9%E8%B1%A1%E5%AD%98%E5%82%A8");
    }
  }

  private static boolean leads(String from, String link, Map<String, Set<String>> ids) {
    URI to = URI.create("/" + from).resolve(link);
    String path = to.getPath().substring(1);
    String page = path.isEmpty() || path.endsWith("/") ? path + "index.html" : path;
    return to.getFragment() == null
        ? Files.exists(site.resolve(page))
        : ids.getOrDefault(page, Set.of()).contains(to.getFragment());
  }

  private static Map<String, String> pages() {
    try (Stream<Path> files = Files.walk(site)) {
      return files
          .filter(file -> file.toString().endsWith(".html"))
          .collect(
              Collectors.toMap(
                  file -> site.relativize(file).toString(),
                  SiteTest::read,
                  (a, b) -> a,
                  TreeMap::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean works(String... command) {
    try {
      return new ProcessBuilder(command)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor(60, TimeUnit.SECONDS);
    } catch (IOException | InterruptedException e) {
      return false;
    }
  }
}

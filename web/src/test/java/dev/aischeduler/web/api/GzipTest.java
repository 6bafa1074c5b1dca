package dev.aischeduler.web.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aischeduler.web.app.Http;
import dev.aischeduler.web.app.RawConnection;
import dev.aischeduler.web.app.RunningApp;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire in gzip, and what does not. */
final class GzipTest {
  private static final String GZIP = "gzip";
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static RunningApp app;
  private static Http http;
  private static String files;
  private static String bulk;

  @BeforeAll
  static void start() {
    app = RunningApp.scripted(Map.of());
    http = app.http();
    files =
        http.post("/api/v1/llm/generate", "{\"prompt\":\"files\"}").json().path("task_id").asText();
    String rows =
        IntStream.range(0, 200).mapToObj(i -> "words " + i + "\n").collect(Collectors.joining());
    bulk =
        http.send("POST", "/api/v1/bulk?type=tts", BodyPublishers.ofString("text\n" + rows))
            .json()
            .path("run_id")
            .asText();
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> http.get("/api/v1/bulk/" + bulk).json().path("status").asText(),
            "succeeded"::equals);
  }

  @AfterAll
  static void stop() throws IOException {
    app.close();
  }

  /** The bytes on the wire; headers as name and value in turn. */
  private static HttpResponse<byte[]> send(String method, String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(http.address() + path))
            .method(method, BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static HttpResponse<byte[]> get(String path, String acceptEncoding, String... headers) {
    String[] all = new String[headers.length + 2];
    all[0] = "Accept-Encoding";
    all[1] = acceptEncoding;
    System.arraycopy(headers, 0, all, 2, headers.length);
    return send("GET", path, all);
  }

  private static String header(HttpResponse<byte[]> answer, String name) {
    return String.join("|", answer.headers().allValues(name));
  }

  private static String unpacked(HttpResponse<byte[]> answer) {
    assertThat(header(answer, "Content-Encoding")).isEqualTo(GZIP);
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String artifact(String name) {
    return "/api/v1/task/" + files + "/artifacts/" + name;
  }

  @Test
  void texts_of_every_kind_are_the_same_smaller() {
    for (String path :
        new String[] {
          "/api/v1/bulk/" + bulk + "/items",
          "/api/v1/bulk/" + bulk + "/results.jsonl",
          "/api/v1/bulk/" + bulk + "/results.csv",
          "/assets/page.css",
          "/assets/page.js",
          "/assets/lib/swagger-ui-bundle.js",
          "/openapi.yaml",
          "/openapi.json",
          artifact("notes.txt"),
          artifact("page.html")
        }) {
      HttpResponse<byte[]> plain = send("GET", path);
      assertThat(plain.statusCode()).as(path).isEqualTo(200);
      assertThat(header(plain, "Content-Encoding")).as(path).isEmpty();
      assertThat(header(plain, "Vary")).as(path).contains("Accept-Encoding");
      HttpResponse<byte[]> packed = get(path, "br, gzip");
      assertThat(unpacked(packed)).as(path).isEqualTo(new String(plain.body(), UTF_8));
      assertThat(packed.body().length).as(path).isLessThan(plain.body().length / 2);
      assertThat(header(packed, "Vary")).as(path).contains("Accept-Encoding");
      assertThat(header(packed, "Content-Type")).isEqualTo(header(plain, "Content-Type"));
    }
    HttpResponse<byte[]> page = get("/jobs", GZIP, "Accept", "text/html");
    assertThat(unpacked(page)).contains("</html>");
    assertThat(header(page, "Vary"))
        .isEqualTo("HX-Request, Cookie, Accept-Language, Accept-Encoding");
    assertThat(unpacked(get("/metrics", GZIP))).contains("# HELP");
  }

  @Test
  void media_archives_and_small_answers_go_out_as_they_are() {
    for (String path :
        new String[] {
          artifact("picture.png"), "/api/v1/bulk/" + bulk + "/results.zip", "/api/v1/whoami"
        }) {
      HttpResponse<byte[]> answer = get(path, GZIP);
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      assertThat(header(answer, "Content-Encoding")).as(path).isEmpty();
    }
    assertThat(unpacked(get("/api/v1/whoami", "gzip, identity;q=0"))).contains("local");
  }

  @ParameterizedTest
  @ValueSource(strings = {"identity", "gzip;q=0", "gzip;q=0, *", "br", "identity;q=1, gzip;q=0.5"})
  void who_does_not_want_it_does_not_get_it(String acceptEncoding) {
    for (String path : new String[] {"/openapi.yaml", "/assets/page.css", artifact("notes.txt")}) {
      assertThat(header(get(path, acceptEncoding), "Content-Encoding")).as(path).isEmpty();
    }
  }

  @Test
  void an_event_stream_is_never_held_back() {
    String request =
        "GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n";
    try (RawConnection stream = RawConnection.sent(http.address(), request)) {
      String head = stream.read(200);
      assertThat(head).startsWith("HTTP/1.1 200").doesNotContainIgnoringCase("content-encoding");
    }
    HttpResponse<byte[]> whole = get("/api/v1/task/" + files + "/events", GZIP);
    assertThat(header(whole, "Content-Encoding")).isEmpty();
    assertThat(new String(whole.body(), UTF_8)).contains("event: ");
  }

  @Test
  void streams_that_are_over_make_room_for_others() {
    for (int i = 0; i < 70; i++) {
      HttpResponse<byte[]> rows = get("/api/v1/bulk/" + bulk + "/results.csv", GZIP);
      assertThat(unpacked(rows).lines()).hasSizeGreaterThan(200);
    }
  }

  @Test
  void a_range_is_of_the_bytes_as_they_are() {
    HttpResponse<byte[]> whole = get(artifact("notes.txt"), GZIP);
    assertThat(header(whole, "Accept-Ranges")).isEmpty();
    assertThat(header(whole, "Content-Length")).isNotEqualTo("11000");
    HttpResponse<byte[]> part = get(artifact("notes.txt"), GZIP, "Range", "bytes=0-1999");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(header(part, "Content-Encoding")).isEmpty();
    assertThat(header(part, "Content-Range")).isEqualTo("bytes 0-1999/11000");
    assertThat(part.body()).hasSize(2000);
  }

  @Test
  void compressed_content_has_the_weak_tag_and_either_tag_is_known() {
    for (String path : new String[] {"/assets/page.css", artifact("notes.txt")}) {
      String strong = header(send("GET", path), "ETag");
      assertThat(strong).as(path).startsWith("\"");
      String weak = header(get(path, GZIP), "ETag");
      assertThat(weak).as(path).isEqualTo("W/" + strong);
      for (String tag : new String[] {strong, weak}) {
        HttpResponse<byte[]> same = get(path, GZIP, "If-None-Match", "\"other\", " + tag);
        assertThat(same.statusCode()).as(path).isEqualTo(304);
        assertThat(header(same, "ETag")).as(path).isEqualTo(tag);
        assertThat(header(same, "Vary")).as(path).contains("Accept-Encoding");
        assertThat(header(same, "Content-Encoding")).as(path).isEmpty();
        assertThat(send("GET", path, "If-None-Match", tag).statusCode()).as(path).isEqualTo(304);
      }
      assertThat(get(path, GZIP, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
    }
    HttpResponse<byte[]> run = get("/api/v1/bulk/" + bulk, "gzip, identity;q=0");
    assertThat(unpacked(run)).contains(bulk);
    HttpResponse<byte[]> same =
        get("/api/v1/bulk/" + bulk, GZIP, "If-None-Match", header(run, "ETag"));
    assertThat(same.statusCode()).isEqualTo(304);
    assertThat(header(same, "Vary")).isEqualTo("Accept-Encoding");
  }

  @Test
  void a_head_tells_what_the_get_would_be() {
    HttpResponse<byte[]> packed = send("HEAD", artifact("notes.txt"), "Accept-Encoding", GZIP);
    assertThat(packed.statusCode()).isEqualTo(200);
    assertThat(header(packed, "Content-Encoding")).isEqualTo(GZIP);
    assertThat(header(packed, "Content-Length")).isEmpty();
    assertThat(header(packed, "ETag")).startsWith("W/");
    HttpResponse<byte[]> plain = send("HEAD", artifact("notes.txt"));
    assertThat(header(plain, "Content-Length")).isEqualTo("11000");
    assertThat(header(plain, "ETag")).startsWith("\"");
    HttpResponse<byte[]> picture = send("HEAD", artifact("picture.png"), "Accept-Encoding", GZIP);
    assertThat(header(picture, "Content-Encoding")).isEmpty();
    assertThat(header(picture, "Content-Length")).isEqualTo("11000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site"})
  void pages_of_other_sites_learn_nothing_by_the_length_of_an_answer(String site) {
    for (String path : new String[] {"/jobs", "/openapi.yaml", artifact("notes.txt")}) {
      HttpResponse<byte[]> answer = get(path, GZIP, "Sec-Fetch-Site", site);
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      assertThat(header(answer, "Content-Encoding")).as(path).isEmpty();
      assertThat(header(get(path, GZIP, "Sec-Fetch-Site", "same-origin"), "Content-Encoding"))
          .as(path)
          .isEqualTo(GZIP);
    }
  }
}

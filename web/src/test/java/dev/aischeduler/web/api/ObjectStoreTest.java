package dev.aischeduler.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aischeduler.config.Settings;
import dev.aischeduler.db.artifact.ArtifactContentException;
import dev.aischeduler.db.artifact.S3Server;
import dev.aischeduler.web.app.Answer;
import dev.aischeduler.web.app.Http;
import dev.aischeduler.web.app.RunningApp;
import dev.aischeduler.web.client.ApiClient;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results in a real object store, by the whole server. */
final class ObjectStoreTest {
  private static final String KEY = "the-key-of-the-server";

  @TempDir static Path folder;
  private static S3Server store;

  @BeforeAll
  static void start() throws Exception {
    store = S3Server.start(folder);
  }

  @AfterAll
  static void stop() {
    store.close();
  }

  private static Map<String, String> settings(Settings.S3 s3, boolean redirect) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("security.api_key", KEY);
    settings.put("artifacts.store", "s3");
    settings.put("artifacts.s3.endpoint", s3.endpoint());
    settings.put("artifacts.s3.bucket", s3.bucket());
    settings.put("artifacts.s3.prefix", s3.prefix());
    settings.put("artifacts.s3.access_key", s3.accessKey());
    settings.put("artifacts.s3.secret_key", s3.secretKey());
    settings.put("artifacts.s3.redirect", String.valueOf(redirect));
    return settings;
  }

  /** Path of a file of a job that has ended. */
  private static String file(Http http) {
    String id =
        http.post("/api/v1/llm/generate", "{\"prompt\": \"files\"}")
            .json()
            .path("task_id")
            .asText();
    http.ended(id);
    return "/api/v1/task/" + id + "/artifacts/picture.png";
  }

  @Test
  void files_pass_through_the_server_whole_or_in_part() throws Exception {
    try (RunningApp app = RunningApp.scripted(settings(store.settings(), false))) {
      String file = file(app.http());
      assertThat(store.objects()).isNotEmpty();
      Answer whole = app.http().get(file);
      assertThat(whole.status()).isEqualTo(200);
      assertThat(whole.body()).isNotEmpty();
      Answer part = app.http().get(file, "Range", "bytes=1-2");
      assertThat(part.status()).isEqualTo(206);
      assertThat(part.body()).containsExactly(whole.body()[1], whole.body()[2]);
      assertThat(app.http().get("/readyz").status()).isEqualTo(200);
      assertThat(app.http().get("/api/v1/system/resources").json().at("/artifacts/store").asText())
          .isEqualTo("s3");
    }
  }

  @Test
  void programs_are_sent_to_the_store_and_pages_are_not() throws Exception {
    try (RunningApp app = RunningApp.scripted(settings(store.settings(), true))) {
      Http http = app.http();
      String file = file(http);
      Answer elsewhere = http.get(file);
      assertThat(elsewhere.status()).isEqualTo(302);
      assertThat(elsewhere.header("Location")).startsWith(store.settings().endpoint());
      assertThat(elsewhere.header("Cache-Control")).isEqualTo("no-store");
      byte[] bytes = http.get(file, "Sec-Fetch-Dest", "image").body();
      assertThat(bytes).isNotEmpty();
      // the command line follows, and shows the store no key
      ApiClient client = new ApiClient(URI.create(http.address()), KEY);
      assertThat(client.download(file)).isEqualTo(bytes);
      ByteArrayOutputStream copied = new ByteArrayOutputStream();
      assertThat(client.downloadTo(file, copied)).isEqualTo(bytes.length);
      assertThat(copied.toByteArray()).isEqualTo(bytes);
      String link = http.post(file + "/link", "{}").json().path("url").asText();
      assertThat(new ApiClient(URI.create(link), "").download("")).isEqualTo(bytes);
    }
  }

  @Test
  void a_store_that_cannot_be_used_is_named_at_start() {
    Settings.S3 wrong = store.settings("absent-bucket", "the-secret-key");
    assertThatThrownBy(() -> RunningApp.scripted(settings(wrong, false)))
        .isInstanceOf(ArtifactContentException.class)
        .hasMessageContaining("absent-bucket")
        .hasMessageContaining("artifacts.s3");
  }
}

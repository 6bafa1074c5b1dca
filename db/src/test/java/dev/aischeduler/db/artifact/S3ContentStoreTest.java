package dev.aischeduler.db.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aischeduler.config.Settings;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Content in a real object store, its rows in each database. */
class S3ContentStoreTest {
  @TempDir static Path folder;
  private static S3Server server;

  @BeforeAll
  static void start() throws Exception {
    server = S3Server.start(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  abstract static class Conformance extends ArtifactContentConformance {
    private Database database;

    abstract Dialect dialect();

    @BeforeEach
    void open() {
      database = TestDatabases.open(dialect());
    }

    @AfterEach
    void close() throws IOException {
      database.close();
      server.clear();
    }

    @Override
    ArtifactContentStore store(Clock clock) {
      return new S3ContentStore(server.settings(), database, clock);
    }

    @Override
    void damage(String sha256) throws IOException {
      Path object =
          server.objects().stream()
              .filter(path -> path.toString().endsWith(sha256))
              .findFirst()
              .orElseThrow();
      byte[] bytes = Files.readAllBytes(object);
      bytes[bytes.length / 2] ^= 1;
      Files.write(object, bytes);
    }

    @Override
    long stored() throws IOException {
      return server.objects().size();
    }

    @Test
    void large_content_is_sent_in_parts() throws IOException {
      byte[] large = random(2 * S3Objects.PART_BYTES + 12_345);
      StoredContent content = storeAt(EARLY).put(new ByteArrayInputStream(large));
      assertThat(content.size()).isEqualTo(large.length);
      assertThat(read(storeAt(EARLY), content.sha256())).isEqualTo(large);
      assertThat(stored()).isEqualTo(1);
    }

    @Test
    void what_is_stored_again_while_it_is_deleted_as_old_stays() throws Exception {
      byte[] bytes = random(1_000);
      String sha256 = storeAt(EARLY).put(bytes).sha256();
      CountDownLatch locked = new CountDownLatch(1);
      CountDownLatch go = new CountDownLatch(1);
      CompletableFuture<Void> deletion =
          CompletableFuture.runAsync(() -> deleteHeldUp(sha256, locked, go));
      locked.await();
      CompletableFuture<StoredContent> again =
          CompletableFuture.supplyAsync(() -> storeAt(LATE).put(bytes));
      assertThatThrownBy(() -> again.get(200, TimeUnit.MILLISECONDS))
          .as("it waits for the deletion")
          .isInstanceOf(TimeoutException.class);
      go.countDown();
      deletion.get();
      again.get();
      assertThat(read(storeAt(LATE), sha256)).isEqualTo(bytes);
      assertThat(storeAt(LATE).storedBefore(LATE)).isEmpty();
    }

    /** As the store does, held up before the object is deleted. */
    private void deleteHeldUp(String sha256, CountDownLatch locked, CountDownLatch go) {
      try {
        database
            .jdbi()
            .useTransaction(
                h -> {
                  h.createQuery("SELECT sha256 FROM artifact_object WHERE sha256 = ? FOR UPDATE")
                      .bind(0, sha256)
                      .mapTo(String.class)
                      .one();
                  locked.countDown();
                  go.await();
                  server.clear();
                  h.execute("DELETE FROM artifact_object WHERE sha256 = ?", sha256);
                });
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
  }

  @Nested
  class OnH2 extends Conformance {
    @Override
    Dialect dialect() {
      return Dialect.H2;
    }
  }

  @Nested
  class OnPostgreSql extends Conformance {
    @Override
    Dialect dialect() {
      return Dialect.POSTGRESQL;
    }
  }

  @Test
  void a_link_opens_the_object_without_credentials_until_it_is_over() throws Exception {
    try (Database database = TestDatabases.open(Dialect.H2)) {
      ArtifactContentStore store =
          new S3ContentStore(server.settings(), database, Clock.systemUTC());
      byte[] bytes = {1, 2, 3};
      String sha256 = store.put(bytes).sha256();
      URI link =
          store
              .link(sha256, "image/png", "inline; filename=\"a.png\"", Duration.ofMinutes(5))
              .orElseThrow();
      HttpResponse<byte[]> answer = get(link);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo(bytes);
      assertThat(answer.headers().firstValue("Content-Type")).contains("image/png");
      String other = link.toString().replace(sha256, "0".repeat(64));
      assertThat(get(URI.create(other)).statusCode()).isEqualTo(403);
      assertThat(link.toString()).contains("X-Amz-Expires=300").doesNotContain("the-secret-key");
    }
  }

  private static HttpResponse<byte[]> get(URI address) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofByteArray());
  }

  @Test
  void a_download_that_is_given_up_does_not_read_the_rest() throws IOException {
    try (Database database = TestDatabases.open(Dialect.H2)) {
      ArtifactContentStore store =
          new S3ContentStore(server.settings(), database, Clock.systemUTC());
      String sha256 =
          store.put(ArtifactContentConformance.random(3 * S3Objects.PART_BYTES)).sha256();
      try (InputStream in = store.open(sha256)) {
        assertThat(in.read()).isNotNegative();
      }
      assertThat(ArtifactContentConformance.read(store, sha256)).isNotEmpty();
    }
  }

  @Test
  void a_bucket_that_cannot_be_used_is_named_with_the_settings() {
    try (Database database = TestDatabases.open(Dialect.H2)) {
      for (Settings.S3 wrong :
          new Settings.S3[] {
            server.settings("absent-bucket", "the-secret-key"),
            server.settings("results", "another-secret-key")
          }) {
        assertThatThrownBy(() -> new S3ContentStore(wrong, database, Clock.systemUTC()))
            .isInstanceOf(ArtifactContentException.class)
            .hasMessageContaining("bucket " + wrong.bucket())
            .hasMessageContaining(wrong.endpoint())
            .hasMessageContaining("artifacts.s3")
            .message()
            .doesNotContain(wrong.secretKey());
      }
    }
  }
}

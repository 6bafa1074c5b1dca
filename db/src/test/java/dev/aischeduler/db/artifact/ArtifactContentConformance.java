package dev.aischeduler.db.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every content store does; one subclass for each store and database. */
abstract class ArtifactContentConformance {
  static final Instant EARLY = Instant.parse("2026-01-01T00:00:00Z");
  static final Instant LATE = Instant.parse("2026-01-02T00:00:00Z");
  private static final String SHA256_OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  /** The store under test, with its clock at an instant; each call opens the same content. */
  abstract ArtifactContentStore store(Clock clock);

  /** Changes the stored bytes behind the back of the store. */
  abstract void damage(String sha256) throws IOException;

  /** Number of contents stored, drafts included. */
  abstract long stored() throws IOException;

  ArtifactContentStore storeAt(Instant now) {
    return store(Clock.fixed(now, ZoneOffset.UTC));
  }

  static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  static byte[] read(ArtifactContentStore store, String sha256) throws IOException {
    try (InputStream in = store.open(sha256)) {
      return in.readAllBytes();
    }
  }

  @Test
  void gives_back_what_was_put_under_its_digest() throws IOException {
    ArtifactContentStore store = storeAt(EARLY);
    byte[] abc = {'a', 'b', 'c'};
    assertThat(store.put(abc)).isEqualTo(new StoredContent(SHA256_OF_ABC, 3));
    assertThat(read(store, SHA256_OF_ABC)).isEqualTo(abc);
    byte[] large = random(3_000_000);
    StoredContent content = store.put(new ByteArrayInputStream(large));
    assertThat(content.size()).isEqualTo(large.length);
    assertThat(read(storeAt(LATE), content.sha256())).isEqualTo(large);
    assertThat(read(store, store.put(new byte[0]).sha256())).isEmpty();
  }

  @Test
  void stores_equal_bytes_once_even_when_many_threads_put_them() throws Exception {
    ArtifactContentStore store = storeAt(EARLY);
    byte[] bytes = random(50_000);
    int threads = 8;
    CyclicBarrier start = new CyclicBarrier(threads);
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Callable<StoredContent>> puts =
          IntStream.range(0, threads)
              .<Callable<StoredContent>>mapToObj(
                  i ->
                      () -> {
                        start.await();
                        return store.put(bytes);
                      })
              .toList();
      for (Future<StoredContent> put : executor.invokeAll(puts)) {
        assertThat(put.get().size()).isEqualTo(bytes.length);
      }
    } finally {
      executor.shutdownNow();
    }
    assertThat(stored()).isEqualTo(1);
    assertThat(read(store, store.put(bytes).sha256())).isEqualTo(bytes);
  }

  @Test
  void damage_shows_when_reading_and_is_mended_by_storing_again() throws IOException {
    ArtifactContentStore store = storeAt(EARLY);
    byte[] bytes = random(10_000);
    String sha256 = store.put(bytes).sha256();
    damage(sha256);
    assertThatThrownBy(() -> read(store, sha256))
        .isInstanceOf(ArtifactContentException.class)
        .hasMessageContaining(sha256)
        .hasMessageContaining("damaged");
    store.put(bytes);
    assertThat(read(store, sha256)).isEqualTo(bytes);
  }

  @Test
  void missing_content_is_named() {
    assertThatThrownBy(() -> storeAt(EARLY).open(SHA256_OF_ABC))
        .isInstanceOf(ArtifactContentException.class)
        .hasMessageContaining(SHA256_OF_ABC)
        .hasMessageContaining("missing");
  }

  @Test
  void an_address_is_never_a_path() {
    ArtifactContentStore store = storeAt(EARLY);
    for (String address :
        List.of("", "../../etc/passwd", SHA256_OF_ABC + "0", "BA" + SHA256_OF_ABC.substring(2))) {
      assertThatThrownBy(() -> store.open(address)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> store.delete(address)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void a_stream_that_breaks_leaves_nothing() throws IOException {
    InputStream breaking =
        new SequenceInputStream(
            new ByteArrayInputStream(random(100_000)),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("No space left on device");
              }

              @Override
              public int read(byte[] buffer, int offset, int length) throws IOException {
                return read();
              }
            });
    assertThatThrownBy(() -> storeAt(EARLY).put(breaking))
        .isInstanceOf(ArtifactContentException.class)
        .hasMessageContaining("No space left on device")
        .hasMessageContaining("space");
    assertThat(stored()).isZero();
  }

  @Test
  void deletes_only_what_was_not_stored_again() throws IOException {
    byte[] bytes = random(100);
    String sha256 = storeAt(EARLY).put(bytes).sha256();
    String other = storeAt(EARLY).put(random(101)).sha256();
    ArtifactContentStore late = storeAt(LATE);
    assertThat(late.storedBefore(EARLY)).isEmpty();
    assertThat(late.storedBefore(LATE)).containsExactlyInAnyOrder(sha256, other);
    late.put(bytes);
    assertThat(late.deleteStoredBefore(sha256, LATE)).isFalse();
    assertThat(late.deleteStoredBefore(other, LATE)).isTrue();
    assertThat(late.deleteStoredBefore(other, LATE)).isFalse();
    assertThat(read(late, sha256)).isEqualTo(bytes);
    assertThat(late.delete(sha256)).isTrue();
    assertThat(late.delete(sha256)).isFalse();
  }
}

package dev.aischeduler.web.api.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GzipInputStreamTest {
  private final AtomicInteger released = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();

  private InputStream source(byte[] content) {
    return new FilterInputStream(new ByteArrayInputStream(content)) {
      @Override
      public void close() throws IOException {
        closed.incrementAndGet();
        super.close();
      }
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1023, 16_384, 16_385, 300_000})
  void others_read_what_it_makes(int size) throws IOException {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    byte[] packed;
    try (InputStream gzip = new GzipInputStream(source(content), released::incrementAndGet)) {
      packed = gzip.readAllBytes();
      assertThat(gzip.read()).isEqualTo(-1);
    }
    try (InputStream back = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      assertThat(back.readAllBytes()).isEqualTo(content);
    }
  }

  @Test
  void one_that_is_left_half_read_gives_everything_back_once() throws IOException {
    InputStream gzip = new GzipInputStream(source(new byte[100_000]), released::incrementAndGet);
    assertThat(gzip.readNBytes(12)).hasSize(12);
    gzip.close();
    gzip.close();
    assertThat(released).hasValue(1);
    assertThat(closed).hasValue(1);
  }

  @Test
  void a_source_that_breaks_is_told() throws IOException {
    InputStream broken =
        new FilterInputStream(InputStream.nullInputStream()) {
          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            throw new IOException("the disk is gone");
          }
        };
    try (InputStream gzip = new GzipInputStream(broken, released::incrementAndGet)) {
      assertThatThrownBy(gzip::readAllBytes).hasMessage("the disk is gone");
    }
    assertThat(released).hasValue(1);
  }
}

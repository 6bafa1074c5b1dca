package dev.aischeduler.jobs.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OutOfMemoryTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Error code - ORT_RUNTIME_EXCEPTION - Non-zero status code returned while running MatMul"
            + " node: Failed to allocate memory for requested buffer of size 4294967296",
        "CUDA failure 2: out of memory ; GPU=0",
        "bfc_arena.cc:376 Available memory of 1024 is smaller than requested bytes of 4096",
        "CUBLAS failure 3: CUBLAS_STATUS_ALLOC_FAILED",
        "std::bad_alloc"
      })
  void the_messages_of_the_runtime_are_recognised(String message) {
    assertThat(OutOfMemory.is(new IllegalStateException(message))).isTrue();
    assertThat(OutOfMemory.is(new IOException("cannot be opened", new Exception(message))))
        .isTrue();
  }

  @Test
  void javas_own_error_is_recognised_and_other_failures_are_not() {
    assertThat(OutOfMemory.is(new OutOfMemoryError("Cannot reserve direct buffer memory")))
        .isTrue();
    assertThat(OutOfMemory.is(new IllegalStateException("indices element out of data bounds")))
        .isFalse();
    assertThat(OutOfMemory.is(new IllegalStateException("driver version is insufficient")))
        .isFalse();
    assertThat(OutOfMemory.is(new IllegalStateException())).isFalse();
  }
}

package dev.aischeduler.web.api.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Decides in which form an answer is written. Thread-safe. */
@FunctionalInterface
public interface ResponseCoding {
  /**
   * What is to be written of an answer; sets the headers that go with it.
   *
   * @return the result of the context, or a stream that reads it; null for an answer without a body
   */
  @Nullable InputStream encoded(Context ctx) throws IOException;
}

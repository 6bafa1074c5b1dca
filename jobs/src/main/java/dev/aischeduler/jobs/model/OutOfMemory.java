package dev.aischeduler.jobs.model;

import java.util.Locale;
import java.util.regex.Pattern;

/** Recognises failures for lack of memory. */
public final class OutOfMemory {
  /** What ONNX Runtime, its arena and CUDA say; they have no error code of their own for it. */
  private static final Pattern WORDS =
      Pattern.compile(
          "failed to allocate memory|out of memory|bad_alloc|bad allocation|alloc_failed"
              + "|available memory of .* is smaller than requested");

  private OutOfMemory() {}

  /** Whether this failure, or what caused it, is a lack of memory. */
  public static boolean is(Throwable failure) {
    int depth = 0;
    for (Throwable at = failure; at != null && depth < 10; at = at.getCause(), depth++) {
      String message = at.getMessage();
      boolean says = message != null && WORDS.matcher(message.toLowerCase(Locale.ROOT)).find();
      if (says || at instanceof OutOfMemoryError) {
        return true;
      }
    }
    return false;
  }
}

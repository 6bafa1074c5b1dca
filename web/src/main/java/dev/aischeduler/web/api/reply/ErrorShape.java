package dev.aischeduler.web.api.reply;

import java.util.Map;

/**
 * How errors are told to clients who know another shape than our problem documents. Thread-safe.
 */
public interface ErrorShape {
  /** No path has another shape. */
  ErrorShape NONE =
      new ErrorShape() {
        @Override
        public boolean covers(String path) {
          return false;
        }

        @Override
        public Map<String, String> headers(ApiException problem) {
          return Map.of();
        }

        @Override
        public Object document(ApiException problem) {
          throw new IllegalStateException("no path has another shape");
        }
      };

  /** Whether the errors of a path have it. */
  boolean covers(String path);

  /** The status that a problem is told with. */
  default int status(ApiException problem) {
    return problem.status();
  }

  /** Headers of an answer that tells of a problem, besides those of any answer to one. */
  Map<String, String> headers(ApiException problem);

  /** What the body holds, written as JSON. */
  Object document(ApiException problem);
}

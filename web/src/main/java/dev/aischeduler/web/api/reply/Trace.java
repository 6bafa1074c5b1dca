package dev.aischeduler.web.api.reply;

import io.javalin.http.Context;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Names each request, so that an answer and the log can be brought together. */
public final class Trace {
  private static final String ATTRIBUTE = "trace_id";

  private Trace() {}

  /** Gives the request the id of the trace that it is part of, 32 hexadecimal digits. */
  public static void name(Context ctx, String traceId) {
    ctx.attribute(ATTRIBUTE, traceId);
  }

  /**
   * The request's id, the same for the whole request: that of its trace, or 16 hexadecimal digits
   * when it is not traced.
   */
  public static String id(Context ctx) {
    @Nullable String known = ctx.attribute(ATTRIBUTE);
    if (known != null) {
      return known;
    }
    String fresh = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    ctx.attribute(ATTRIBUTE, fresh);
    return fresh;
  }
}

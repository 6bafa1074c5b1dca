package dev.aischeduler.web.api.http;

import io.javalin.http.Context;

/**
 * The validators of answers (ETag). The same content as it is and compressed has one tag, strong
 * and weak (W/): a client that has either has the content, but parts of the two do not fit
 * together.
 */
public final class EntityTags {
  private static final String IF_NONE_MATCH = "If-None-Match";
  private static final String WEAK = "W/";

  private EntityTags() {}

  /**
   * True when the client has the content (If-None-Match), by a weak comparison.
   *
   * @param tag in its quotes, strong or weak
   */
  public static boolean isKnown(Context ctx, String tag) {
    String header = ctx.header(IF_NONE_MATCH);
    String opaque = tag.startsWith(WEAK) ? tag.substring(WEAK.length()) : tag;
    return header != null && (header.strip().equals("*") || header.contains(opaque));
  }

  /** Makes the tag of the answer weak, if it has one. */
  public static void weaken(Context ctx) {
    String tag = ctx.res().getHeader("ETag");
    if (tag != null && !tag.startsWith(WEAK)) {
      ctx.header("ETag", WEAK + tag);
    }
  }

  /** Makes the tag of a 304 the one that the client named. */
  public static void confirm(Context ctx) {
    String tag = ctx.res().getHeader("ETag");
    String header = ctx.header(IF_NONE_MATCH);
    if (tag != null && header != null && header.contains(WEAK + tag)) {
      weaken(ctx);
    }
  }
}

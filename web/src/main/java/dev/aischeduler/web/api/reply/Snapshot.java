package dev.aischeduler.web.api.reply;

import dev.aischeduler.web.api.http.EntityTags;
import io.javalin.http.Context;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A document as it is now, of something that changes while clients look at it.
 *
 * @param tag tells one state from another: 1 to 18 digits
 * @param over whether nothing changes any more by itself
 */
public record Snapshot(Object document, long tag, boolean over) {
  /** Leaves at most 18 digits. */
  private static final int DROPPED_BITS = 5;

  /**
   * A snapshot.
   *
   * @param state what the tag is made of: the document without what follows from the time of day
   */
  public static Snapshot of(Object document, Object state, boolean over) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Replies.bytes(state));
      return new Snapshot(document, (ByteBuffer.wrap(digest).getLong() >>> DROPPED_BITS) | 1, over);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Answers 200 with the document and its ETag, or 304 if the client has it (If-None-Match). */
  public void answer(Context ctx) {
    String quoted = "W/\"" + tag + "\"";
    ctx.header("ETag", quoted).header("Cache-Control", "private, no-cache");
    if (EntityTags.isKnown(ctx, quoted)) {
      ctx.status(304);
    } else {
      Replies.json(ctx, 200, document);
    }
  }
}

package dev.aischeduler.web.onebot.protocol;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a bot answered to a call.
 *
 * @param retcode 0 for done, 1 for accepted; anything else says why not
 * @param data of the action; a missing node for none
 */
public record ApiReply(long retcode, JsonNode data) {
  private static final long ACCEPTED = 1;

  /** Reads the answer to a call; without a retcode it is a refusal. */
  public static ApiReply of(JsonNode reply) {
    boolean failed = reply.path("status").asText().equals("failed");
    long code = reply.path("retcode").asLong(-1);
    return new ApiReply(failed && code == 0 ? -1 : code, reply.path("data"));
  }

  /** Whether the bot does what it was asked for. */
  public boolean isOk() {
    return retcode == 0 || retcode == ACCEPTED;
  }
}

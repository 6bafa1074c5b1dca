package dev.aischeduler.web.onebot.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.CompletableFuture;

/** Calls actions of a bot. Thread-safe; holds no thread while a bot answers. */
public interface BotApi {
  /**
   * Calls an action.
   *
   * @param action for example {@code send_group_msg}
   * @return what the bot answers, in bounded time. It fails with {@link NotSentException} when the
   *     call did not leave; any other failure leaves open whether the bot did it.
   */
  CompletableFuture<ApiReply> call(String action, ObjectNode parameters);
}

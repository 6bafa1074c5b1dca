package dev.aischeduler.db.bot;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One message to a bot and its answer; a row of table {@code bot_message}.
 *
 * @param selfId account of the bot
 * @param messageId that the bot's side gave it; unique for the account
 * @param userId who sent it
 * @param groupId where; null for a message to the bot alone
 * @param language of the answer, {@code en} or {@code zh}
 * @param jobId job whose result is the answer; null for none, or none yet
 * @param request of the job, while it is not stored; null afterwards
 * @param answer of a message that no job answers
 * @param attempt claims of the answer so far
 * @param failures attempts that the bot's side refused
 * @param partsSent parts of the answer that were sent
 * @param inDoubt whether an attempt was begun and its end is not known
 * @param expiresAt from then on it is not answered
 */
public record BotMessage(
    UUID id,
    long selfId,
    long messageId,
    long userId,
    @Nullable Long groupId,
    BotTransport transport,
    BotMessageKind kind,
    String language,
    BotMessageState state,
    @Nullable UUID jobId,
    @Nullable String request,
    @Nullable String answer,
    int attempt,
    int failures,
    int partsSent,
    boolean inDoubt,
    Instant createdAt,
    Instant expiresAt) {

  /** The same with its answer. */
  public BotMessage withAnswer(BotMessageState newState, String text) {
    return copy(newState, null, text, attempt);
  }

  /** The same with the request of a job to be. */
  public BotMessage withRequest(String document) {
    return copy(BotMessageState.RECEIVED, document, null, attempt);
  }

  /** The same, claimed once more. */
  BotMessage claimed() {
    return copy(state, request, answer, attempt + 1);
  }

  private BotMessage copy(
      BotMessageState newState,
      @Nullable String newRequest,
      @Nullable String newAnswer,
      int newAttempt) {
    return new BotMessage(
        id,
        selfId,
        messageId,
        userId,
        groupId,
        transport,
        kind,
        language,
        newState,
        jobId,
        newRequest,
        newAnswer,
        newAttempt,
        failures,
        partsSent,
        inDoubt,
        createdAt,
        expiresAt);
  }
}

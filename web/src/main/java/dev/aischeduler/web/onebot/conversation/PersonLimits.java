package dev.aischeduler.web.onebot.conversation;

import dev.aischeduler.config.Settings;
import dev.aischeduler.db.bot.BotMessageKind;
import dev.aischeduler.db.bot.BotMessageStore;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** How much one person may ask of a bot. Thread-safe. */
final class PersonLimits {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration DAY = Duration.ofDays(1);

  /** What counts against the messages of a minute. */
  private static final Set<BotMessageKind> MESSAGES =
      EnumSet.of(
          BotMessageKind.CHAT,
          BotMessageKind.PICTURE,
          BotMessageKind.RECORDING,
          BotMessageKind.RESET,
          BotMessageKind.COMMAND);

  private final Settings.OneBot settings;
  private final BotMessageStore store;

  PersonLimits(Settings.OneBot settings, BotMessageStore store) {
    this.settings = settings;
    this.store = store;
  }

  /**
   * A limit that a message exceeds.
   *
   * @param kind what the message becomes
   * @param text key of what the person is told
   * @param limit what is allowed
   * @param quiet for so long the person is not told again
   */
  record Exceeded(BotMessageKind kind, String text, int limit, Duration quiet) {}

  /**
   * The limit that one more message exceeds, or empty.
   *
   * @param kind what the message asks for
   */
  Optional<Exceeded> check(long selfId, long userId, BotMessageKind kind, Instant now) {
    int rate = settings.messagesPerMinute();
    if (rate > 0 && store.count(selfId, userId, MESSAGES, now.minus(MINUTE)) >= rate) {
      return Optional.of(new Exceeded(BotMessageKind.RATE_LIMIT, "rate_limit", rate, MINUTE));
    }
    int daily =
        switch (kind) {
          case PICTURE -> settings.picturesPerDay();
          case RECORDING -> settings.recordingsPerDay();
          default -> 0;
        };
    if (daily > 0 && store.count(selfId, userId, Set.of(kind), now.minus(DAY)) >= daily) {
      String text = kind == BotMessageKind.PICTURE ? "picture_limit" : "recording_limit";
      return Optional.of(new Exceeded(BotMessageKind.DAY_LIMIT, text, daily, Duration.ofHours(1)));
    }
    return Optional.empty();
  }

  /** Whether a person was told of such a limit a while ago. */
  boolean wasTold(long selfId, long userId, Exceeded exceeded, Instant now) {
    return store.count(selfId, userId, Set.of(exceeded.kind()), now.minus(exceeded.quiet())) > 0;
  }
}

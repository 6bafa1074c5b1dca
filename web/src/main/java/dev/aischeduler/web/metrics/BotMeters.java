package dev.aischeduler.web.metrics;

import dev.aischeduler.web.onebot.figure.BotCounts;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Messages of chat bots and their answers. */
final class BotMeters implements Meters {
  private final BotCounts counts;
  private volatile long pending;

  BotMeters(BotCounts counts) {
    this.counts = counts;
  }

  @Override
  public void register(MeterRegistry registry) {
    for (BotCounts.Taken taken : BotCounts.Taken.values()) {
      FunctionCounter.builder("ai_scheduler.bot.messages", counts, c -> c.messages(taken))
          .tag("outcome", taken.wireName())
          .description("Messages that chat bots brought to this node, by what became of them.")
          .register(registry);
    }
    for (BotCounts.Sent sent : BotCounts.Sent.values()) {
      FunctionCounter.builder("ai_scheduler.bot.answers", counts, c -> c.answers(sent))
          .tag("outcome", sent.wireName())
          .description("Answers to chat bots by this node, by how they or attempts ended.")
          .register(registry);
    }
    for (BotCounts.Refused refused : BotCounts.Refused.values()) {
      FunctionCounter.builder("ai_scheduler.bot.refused", counts, c -> c.refusals(refused))
          .tag("reason", refused.wireName())
          .description("What came from chat bots and was not read.")
          .register(registry);
    }
    Gauge.builder("ai_scheduler.bot.connections", counts, BotCounts::connections)
        .description("WebSockets of chat bots that are open.")
        .register(registry);
    Gauge.builder("ai_scheduler.bot.pending", this, m -> m.pending)
        .description("Messages of chat bots that wait for their answers, on all nodes.")
        .register(registry);
  }

  @Override
  public void refresh() {
    pending = counts.pending();
  }
}

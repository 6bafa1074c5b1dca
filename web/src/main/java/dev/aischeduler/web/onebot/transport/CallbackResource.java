package dev.aischeduler.web.onebot.transport;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.Settings;
import dev.aischeduler.config.json.StrictJson;
import dev.aischeduler.db.bot.BotTransport;
import dev.aischeduler.web.api.Resource;
import dev.aischeduler.web.api.reply.ApiException;
import dev.aischeduler.web.api.reply.Paths;
import dev.aischeduler.web.api.reply.Replies;
import dev.aischeduler.web.onebot.conversation.Intake;
import dev.aischeduler.web.onebot.figure.BotCounts;
import dev.aischeduler.web.onebot.protocol.EventSignature;
import dev.aischeduler.web.onebot.protocol.Ids;
import dev.aischeduler.web.onebot.protocol.MessageEvent;
import dev.aischeduler.web.onebot.protocol.QuickReply;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Takes the events that a bot posts. Thread-safe. */
public final class CallbackResource implements Resource {
  /** Where bots post. */
  public static final String PATH = Paths.BOTS + "/callback";

  private final Settings.OneBot settings;
  private final Intake intake;
  private final BotCounts counts;

  /** For one server. */
  public CallbackResource(Settings.OneBot settings, Intake intake, BotCounts counts) {
    this.settings = settings;
    this.intake = intake;
    this.counts = counts;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.post(PATH, this::receive);
  }

  /**
   * Refuses what comes while the connector is off.
   *
   * @throws ApiException 404
   */
  static void checkOn(Settings.OneBot settings) {
    if (!settings.enabled()) {
      throw ApiException.notFound("this server answers no chat bot")
          .remedy("set bot.onebot.enabled and bot.onebot.secret");
    }
  }

  private void receive(Context ctx) {
    checkOn(settings);
    byte[] body = ctx.bodyAsBytes();
    checkSignature(ctx, body);
    JsonNode event = StrictJson.tree(new String(body, StandardCharsets.UTF_8));
    String self = ctx.header("X-Self-ID");
    if (self != null && !Ids.read(self).equals(Ids.read(event.path("self_id")))) {
      counts.refused(BotCounts.Refused.MALFORMED);
      throw ApiException.invalid("self_id", "is not the account that the header X-Self-ID names");
    }
    Optional<MessageEvent> message = MessageEvent.of(event);
    String reply = message.isEmpty() ? null : intake.take(message.get(), BotTransport.HTTP).reply();
    if (reply == null) {
      ctx.status(204);
    } else {
      Replies.json(ctx, 200, QuickReply.of(message.orElseThrow(), reply));
    }
  }

  private void checkSignature(Context ctx, byte[] body) {
    String header = ctx.header(EventSignature.HEADER);
    if (header != null && new EventSignature(settings.secret()).signs(body, header)) {
      return;
    }
    counts.refused(BotCounts.Refused.UNAUTHORIZED);
    throw ApiException.of(
            header == null ? 401 : 403,
            "bot-signature",
            "the header X-Signature is missing or does not sign this body")
        .field(EventSignature.HEADER)
        .remedy("give the bot's program the same secret as bot.onebot.secret");
  }
}

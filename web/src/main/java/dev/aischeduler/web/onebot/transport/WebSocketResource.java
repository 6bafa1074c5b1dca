package dev.aischeduler.web.onebot.transport;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.Settings;
import dev.aischeduler.config.json.JsonProblemException;
import dev.aischeduler.config.json.StrictJson;
import dev.aischeduler.db.bot.BotTransport;
import dev.aischeduler.web.access.Secret;
import dev.aischeduler.web.api.Resource;
import dev.aischeduler.web.api.reply.ApiException;
import dev.aischeduler.web.api.reply.Paths;
import dev.aischeduler.web.api.reply.Problems;
import dev.aischeduler.web.api.reply.Replies;
import dev.aischeduler.web.api.reply.Trace;
import dev.aischeduler.web.onebot.conversation.Intake;
import dev.aischeduler.web.onebot.figure.BotCounts;
import dev.aischeduler.web.onebot.protocol.Ids;
import dev.aischeduler.web.onebot.protocol.MessageEvent;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.websocket.WsCloseContext;
import io.javalin.websocket.WsConnectContext;
import io.javalin.websocket.WsErrorContext;
import io.javalin.websocket.WsMessageContext;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The WebSocket that a bot opens ("reverse WebSocket"): its events come in and calls go out on the
 * same one. Thread-safe.
 */
public final class WebSocketResource implements Resource {
  /** Where bots connect. */
  public static final String PATH = Paths.BOTS + "/websocket";

  private static final Logger LOG = LoggerFactory.getLogger(WebSocketResource.class);
  private static final String SELF_ID = "X-Self-ID";
  private static final String ROLE = "X-Client-Role";

  /** What the header of a token begins with; go-cqhttp says Token. */
  private static final String[] SCHEMES = {"Bearer ", "Token "};

  private static final int UPGRADE_REQUIRED = 426;

  private final Settings.OneBot settings;
  private final Intake intake;
  private final BotConnections connections;
  private final BotCounts counts;
  private final Executor workers;
  private final Map<String, Peer> peers = new ConcurrentHashMap<>();

  /** A connection and the messages that came by it. */
  private record Peer(BotConnection connection, MessageQueue queue) {}

  /**
   * @param workers for what may wait for the database
   */
  public WebSocketResource(
      Settings.OneBot settings,
      Intake intake,
      BotConnections connections,
      BotCounts counts,
      Executor workers) {
    this.settings = settings;
    this.intake = intake;
    this.connections = connections;
    this.counts = counts;
    this.workers = workers;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.get(PATH, this::withoutUpgrade);
    if (settings.enabled() && !settings.accessToken().isEmpty()) {
      routes.wsBeforeUpgrade(PATH, this::check);
      routes.ws(
          PATH,
          ws -> {
            ws.onConnect(this::connected);
            ws.onMessage(this::message);
            ws.onClose(this::closed);
            ws.onError(this::failed);
          });
    }
  }

  private void withoutUpgrade(Context ctx) {
    CallbackResource.checkOn(settings);
    if (settings.accessToken().isEmpty()) {
      throw ApiException.notFound("this server takes no WebSocket of bots")
          .remedy("set bot.onebot.access_token");
    }
    ctx.header("Upgrade", "websocket");
    throw ApiException.of(
            UPGRADE_REQUIRED, "upgrade-required", "this path is for the WebSocket of a bot")
        .remedy("set it as the address of a reverse WebSocket in the bot's program");
  }

  /** Lets nobody in who does not bring the token; nothing else stands before a WebSocket. */
  private void check(Context ctx) throws IOException {
    String token = token(ctx);
    if (token == null || !Secret.same(token, settings.accessToken())) {
      counts.refused(BotCounts.Refused.UNAUTHORIZED);
      refuse(ctx, token == null ? 401 : 403, "the access token is missing or wrong");
    }
    if (Ids.read(String.valueOf(ctx.header(SELF_ID))).isEmpty()) {
      counts.refused(BotCounts.Refused.MALFORMED);
      refuse(ctx, 400, "the header " + SELF_ID + " must name the bot's account");
    }
    String role = ctx.header(ROLE);
    if (role != null && !role.equalsIgnoreCase("Universal")) {
      counts.refused(BotCounts.Refused.MALFORMED);
      refuse(ctx, 400, "the role must be Universal: events and calls share one WebSocket");
    }
  }

  private static @Nullable String token(Context ctx) {
    String header = ctx.header("Authorization");
    if (header == null) {
      return ctx.queryParam("access_token");
    }
    for (String scheme : SCHEMES) {
      if (header.regionMatches(true, 0, scheme, 0, scheme.length())) {
        return header.substring(scheme.length()).strip();
      }
    }
    return null;
  }

  /** Answers here: what writes other answers does not stand behind an upgrade. */
  private static void refuse(Context ctx, int status, String why) throws IOException {
    ApiException problem =
        ApiException.of(status, "bot-refused", why)
            .remedy("set the same address, account and token at both ends; see docs/chat-bot.md");
    ctx.res().setStatus(status);
    ctx.res().setContentType("application/problem+json");
    byte[] body = Replies.bytes(Problems.document(problem, Trace.id(ctx)));
    ctx.res().getOutputStream().write(body);
    ctx.res().flushBuffer();
    throw problem;
  }

  private void connected(WsConnectContext ctx) {
    long self = Ids.read(String.valueOf(ctx.header(SELF_ID))).orElseThrow();
    BotConnection connection = new BotConnection(self, ctx.session);
    MessageQueue queue =
        new MessageQueue(event -> intake.take(event, BotTransport.WEBSOCKET), workers);
    peers.put(ctx.sessionId(), new Peer(connection, queue));
    connections.opened(connection);
  }

  private void message(WsMessageContext ctx) {
    Peer peer = peers.get(ctx.sessionId());
    if (peer == null) {
      return;
    }
    BotConnection connection = peer.connection();
    connection.alive();
    JsonNode frame;
    try {
      frame = StrictJson.tree(ctx.message());
    } catch (JsonProblemException e) {
      counts.refused(BotCounts.Refused.MALFORMED);
      return;
    }
    if (connection.answers(frame)) {
      return;
    }
    if (frame.path("post_type").asText().equals("meta_event")) {
      boolean before = connection.isOnline();
      connection.meta(frame);
      if (connection.isOnline() && !before) {
        connections.stateChanged();
      }
      return;
    }
    Optional<MessageEvent> event = MessageEvent.of(frame);
    if (event.isPresent() && event.get().selfId() != connection.selfId()) {
      counts.refused(BotCounts.Refused.MALFORMED);
    } else if (event.isPresent() && !peer.queue().add(event.get())) {
      connection.close("too many messages wait already");
    }
  }

  private void closed(WsCloseContext ctx) {
    Peer peer = peers.remove(ctx.sessionId());
    if (peer != null) {
      connections.ended(peer.connection(), ctx.status());
    }
  }

  /** The end follows. */
  private void failed(WsErrorContext ctx) {
    LOG.debug("a WebSocket of a bot failed: {}", String.valueOf(ctx.error()));
  }
}

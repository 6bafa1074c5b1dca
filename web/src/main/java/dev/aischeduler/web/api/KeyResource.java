package dev.aischeduler.web.api;

import dev.aischeduler.config.json.StrictJson;
import dev.aischeduler.web.access.ApiKeys;
import dev.aischeduler.web.access.AuditLog;
import dev.aischeduler.web.access.Caller;
import dev.aischeduler.web.access.NewKey;
import dev.aischeduler.web.api.reply.Paths;
import dev.aischeduler.web.api.reply.Replies;
import dev.aischeduler.web.api.request.JsonBody;
import dev.aischeduler.web.api.request.QueryParams;
import dev.aischeduler.web.api.view.KeyView;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** API keys: made, listed, rotated and revoked. */
final class KeyResource implements Resource {
  /** Keys, newest first. */
  record KeysReply(List<KeyView> keys) {}

  private static final String ALL = Paths.V1 + "/keys";
  private static final String ONE = ALL + "/{key_id}";

  /** Seconds that a rotated secret stays valid by default: a day. */
  private static final int GRACE_S = 86_400;

  private final ApiKeys keys;
  private final Clock clock;

  KeyResource(ApiKeys keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.get(ALL, this::list);
    routes.post(ALL, this::create);
    routes.post(ONE + "/rotate", this::rotate);
    routes.post(ONE + "/revoke", this::revoke);
  }

  private void list(Context ctx) {
    var views =
        keys.list(Caller.of(ctx)).stream()
            .map(key -> KeyView.of(key, null, clock.instant()))
            .toList();
    Replies.json(ctx, 200, new KeysReply(views));
  }

  private void create(Context ctx) {
    NewKey wanted = StrictJson.read(JsonBody.object(ctx), NewKey.class);
    ApiKeys.Made made = keys.create(wanted, Caller.of(ctx));
    AuditLog.details(
        ctx,
        "key "
            + made.key().id()
            + " '"
            + made.key().name()
            + "', role "
            + made.key().role().wireName()
            + ", tenant "
            + made.key().tenant());
    reply(ctx, 201, made);
  }

  private void rotate(Context ctx) {
    UUID id = Paths.keyId(ctx);
    int grace =
        new QueryParams(ctx, Set.of("grace_s")).number("grace_s", 0, ApiKeys.MAX_GRACE_S, GRACE_S);
    reply(
        ctx,
        200,
        keys.rotate(id, grace, Caller.of(ctx)).orElseThrow(() -> Paths.unknownKey(id.toString())));
  }

  private void reply(Context ctx, int status, ApiKeys.Made made) {
    Replies.json(ctx, status, KeyView.of(made.key(), made.secret().text(), clock.instant()));
  }

  private void revoke(Context ctx) {
    UUID id = Paths.keyId(ctx);
    Replies.json(
        ctx,
        200,
        KeyView.of(
            keys.revoke(id, Caller.of(ctx)).orElseThrow(() -> Paths.unknownKey(id.toString())),
            null,
            clock.instant()));
  }
}

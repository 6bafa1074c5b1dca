package dev.aischeduler.web.api;

import dev.aischeduler.config.Suggestion;
import dev.aischeduler.db.webhook.Delivery;
import dev.aischeduler.db.webhook.DeliveryState;
import dev.aischeduler.db.webhook.DeliveryStore;
import dev.aischeduler.engine.webhook.Webhooks;
import dev.aischeduler.web.access.Caller;
import dev.aischeduler.web.access.Scope;
import dev.aischeduler.web.api.reply.ApiException;
import dev.aischeduler.web.api.reply.Paths;
import dev.aischeduler.web.api.reply.Replies;
import dev.aischeduler.web.api.request.QueryParams;
import dev.aischeduler.web.api.view.DeliveryView;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Deliveries of webhooks: listed, and begun anew. */
final class WebhookResource implements Resource {
  /** Deliveries, newest first. */
  record DeliveriesReply(List<DeliveryView> deliveries, @Nullable UUID next) {}

  private static final String ALL = Paths.V1 + "/webhooks/deliveries";
  private static final String ONE = ALL + "/{id}";
  private static final int PAGE = 50;
  private static final int MAX_PAGE = 500;

  private final Webhooks webhooks;

  WebhookResource(Webhooks webhooks) {
    this.webhooks = webhooks;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.get(ALL, this::list);
    routes.get(ONE, ctx -> reply(ctx, 200, find(ctx)));
    routes.post(
        ONE + "/replay", ctx -> reply(ctx, 202, find(ctx).flatMap(d -> webhooks.replay(d.id()))));
  }

  private void list(Context ctx) {
    QueryParams query =
        new QueryParams(ctx, Set.of("state", "subject_id", "tenant", "after", "limit"));
    int limit = query.number("limit", 1, MAX_PAGE, PAGE);
    DeliveryStore.Filter filter =
        new DeliveryStore.Filter(
            query.one("state").map(WebhookResource::state).orElse(null),
            query.one("subject_id").map(text -> Paths.uuid("subject_id", text)).orElse(null),
            Scope.tenant(Caller.of(ctx), query.one("tenant").orElse(null)),
            query.one("after").map(text -> Paths.uuid("after", text)).orElse(null));
    List<Delivery> page = webhooks.list(filter, limit);
    UUID next = page.size() < limit ? null : page.get(limit - 1).id();
    Replies.json(ctx, 200, new DeliveriesReply(page.stream().map(DeliveryView::of).toList(), next));
  }

  /** One of those that the caller sees. */
  private Optional<Delivery> find(Context ctx) {
    return webhooks
        .find(Paths.deliveryId(ctx))
        .filter(delivery -> Caller.of(ctx).sees(delivery.tenant()));
  }

  private static DeliveryState state(String name) {
    List<String> known = DeliveryState.wireNames();
    if (!known.contains(name)) {
      throw ApiException.invalid("state", "is unknown" + Suggestion.phrase(name, known))
          .remedy("one of: " + String.join(", ", known));
    }
    return DeliveryState.of(name);
  }

  private static void reply(Context ctx, int status, Optional<Delivery> delivery) {
    DeliveryView view =
        delivery
            .map(DeliveryView::of)
            .orElseThrow(() -> Paths.unknownDelivery(ctx.pathParam("id")));
    Replies.json(ctx, status, view);
  }
}

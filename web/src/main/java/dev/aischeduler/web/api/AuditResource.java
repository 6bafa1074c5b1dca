package dev.aischeduler.web.api;

import dev.aischeduler.db.access.AuditEntry;
import dev.aischeduler.db.access.AuditFilter;
import dev.aischeduler.web.access.AuditLog;
import dev.aischeduler.web.access.Caller;
import dev.aischeduler.web.access.Scope;
import dev.aischeduler.web.api.reply.Paths;
import dev.aischeduler.web.api.reply.Replies;
import dev.aischeduler.web.api.request.FilterValues;
import dev.aischeduler.web.api.request.QueryParams;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who changed what. */
final class AuditResource implements Resource {
  /**
   * Entries, newest first.
   *
   * @param next where the next page begins; null at the end
   */
  record AuditReply(List<AuditEntry> entries, @Nullable UUID next) {}

  private static final int PAGE = 50;
  private static final int MAX_PAGE = 500;
  private final AuditLog audit;

  AuditResource(AuditLog audit) {
    this.audit = audit;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.get(Paths.V1 + "/audit", this::list);
  }

  private void list(Context ctx) {
    QueryParams query =
        new QueryParams(ctx, Set.of("caller", "tenant", "since", "until", "after", "limit"));
    int limit = query.number("limit", 1, MAX_PAGE, PAGE);
    AuditFilter filter =
        new AuditFilter(
            query.one("caller").orElse(null),
            Scope.tenant(Caller.of(ctx), query.one("tenant").orElse(null)),
            time(query, "since"),
            time(query, "until"));
    UUID after = query.one("after").map(text -> Paths.uuid("after", text)).orElse(null);
    List<AuditEntry> entries = audit.list(filter, after, limit);
    UUID next = entries.size() < limit ? null : entries.get(limit - 1).id();
    Replies.json(ctx, 200, new AuditReply(entries, next));
  }

  private static @Nullable Instant time(QueryParams query, String name) {
    return query.one(name).map(text -> FilterValues.time(name, text)).orElse(null);
  }
}

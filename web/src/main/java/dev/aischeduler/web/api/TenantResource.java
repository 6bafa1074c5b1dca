package dev.aischeduler.web.api;

import dev.aischeduler.config.json.StrictJson;
import dev.aischeduler.db.tenant.Tenant;
import dev.aischeduler.engine.tenant.Tenants;
import dev.aischeduler.web.access.AuditLog;
import dev.aischeduler.web.access.Caller;
import dev.aischeduler.web.api.reply.ApiException;
import dev.aischeduler.web.api.reply.Paths;
import dev.aischeduler.web.api.reply.Replies;
import dev.aischeduler.web.api.request.JsonBody;
import dev.aischeduler.web.api.view.TenantView;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tenants: made, changed and removed while the server runs. */
final class TenantResource implements Resource {
  /** Every tenant by name. */
  record TenantsReply(List<TenantView> tenants) {}

  private static final String ALL = Paths.V1 + "/tenants";
  private static final String ONE = ALL + "/{name}";
  private final Tenants tenants;

  TenantResource(Tenants tenants) {
    this.tenants = tenants;
  }

  /**
   * Body of a change; it replaces every limit, and what is left out means none.
   *
   * @param weight null means 1
   */
  record Fields(
      @Nullable Integer weight,
      @Nullable Integer maxQueued,
      @Nullable Integer ratePerMinute,
      @Nullable Integer jobsPerDay) {}

  @Override
  public void register(RoutesConfig routes) {
    routes.get(ALL, this::list);
    routes.get(ONE, ctx -> Replies.json(ctx, 200, TenantView.of(find(ctx))));
    routes.put(ONE, this::put);
    routes.delete(ONE, this::delete);
  }

  private void list(Context ctx) {
    var views =
        tenants.list().stream()
            .filter(tenant -> Caller.of(ctx).sees(tenant.name()))
            .map(TenantView::of)
            .toList();
    Replies.json(ctx, 200, new TenantsReply(views));
  }

  private void put(Context ctx) {
    Fields fields = StrictJson.read(JsonBody.object(ctx), Fields.class);
    Tenant tenant =
        new Tenant(
            ctx.pathParam("name"),
            fields.weight() == null ? 1 : fields.weight(),
            fields.maxQueued(),
            fields.ratePerMinute(),
            fields.jobsPerDay());
    AuditLog.details(ctx, tenant.toString());
    boolean made = tenants.put(tenant);
    Replies.json(ctx, made ? 201 : 200, TenantView.of(tenant));
  }

  private void delete(Context ctx) {
    Tenant tenant = find(ctx);
    tenants.delete(tenant.name());
    Replies.json(ctx, 200, TenantView.of(tenant));
  }

  private Tenant find(Context ctx) {
    return tenants
        .find(ctx.pathParam("name"))
        .filter(tenant -> Caller.of(ctx).sees(tenant.name()))
        .orElseThrow(
            () ->
                ApiException.notFound("no tenant has this name")
                    .remedy("GET " + ALL + " lists them; PUT makes one"));
  }
}

package dev.aischeduler.web.page.settings;

import dev.aischeduler.db.tenant.Tenant;
import dev.aischeduler.engine.tenant.Tenants;
import dev.aischeduler.web.api.Resource;
import dev.aischeduler.web.api.reply.ApiException;
import dev.aischeduler.web.api.request.QueryParams;
import dev.aischeduler.web.api.view.TenantView;
import dev.aischeduler.web.page.PageRenderer;
import dev.aischeduler.web.page.Section;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Set;

/** Who shares the lanes. */
public final class SettingsPage implements Resource {
  private static final String TENANT = "tenant";
  private final PageRenderer renderer;
  private final Tenants tenants;

  /** The page over this service. */
  public SettingsPage(PageRenderer renderer, Tenants tenants) {
    this.renderer = renderer;
    this.tenants = tenants;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.get(
        Section.SETTINGS.path(), renderer.page(Section.SETTINGS, "settings.jte", this::view));
  }

  private SettingsView view(Context ctx) {
    QueryParams query = new QueryParams(ctx, Set.of(TENANT));
    TenantView edited = query.one(TENANT).map(this::tenant).map(TenantView::of).orElse(null);
    return new SettingsView(
        tenants.list().stream().map(TenantView::of).toList(), edited, Tenant.DEFAULT);
  }

  private Tenant tenant(String name) {
    return tenants.find(name).orElseThrow(() -> ApiException.notFound("no tenant has this name"));
  }
}

package dev.aischeduler.web.page.keys;

import dev.aischeduler.db.tenant.Tenant;
import dev.aischeduler.engine.tenant.Tenants;
import dev.aischeduler.web.access.ApiKeys;
import dev.aischeduler.web.access.Caller;
import dev.aischeduler.web.api.Resource;
import dev.aischeduler.web.api.view.KeyView;
import dev.aischeduler.web.page.PageRenderer;
import dev.aischeduler.web.page.Section;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Instant;

/** API keys: made, rotated and revoked. A secret is seen once, when it is made. */
public final class KeysPage implements Resource {
  private final PageRenderer renderer;
  private final ApiKeys keys;
  private final Tenants tenants;
  private final Clock clock;

  /** The page over these services. */
  public KeysPage(PageRenderer renderer, ApiKeys keys, Tenants tenants, Clock clock) {
    this.renderer = renderer;
    this.keys = keys;
    this.tenants = tenants;
    this.clock = clock;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.get(Section.KEYS.path(), renderer.page(Section.KEYS, "keys.jte", this::view));
  }

  private KeysView view(Context ctx) {
    Caller caller = Caller.of(ctx);
    Instant now = clock.instant();
    return new KeysView(
        keys.list(caller).stream().map(key -> KeyView.of(key, null, now)).toList(),
        tenants.list().stream().map(Tenant::name).filter(caller::sees).toList(),
        caller.tenant());
  }
}

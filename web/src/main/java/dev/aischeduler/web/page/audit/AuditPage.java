package dev.aischeduler.web.page.audit;

import dev.aischeduler.db.access.AuditEntry;
import dev.aischeduler.db.access.AuditFilter;
import dev.aischeduler.web.access.AuditLog;
import dev.aischeduler.web.access.Caller;
import dev.aischeduler.web.api.Resource;
import dev.aischeduler.web.api.reply.Addresses;
import dev.aischeduler.web.api.reply.Paths;
import dev.aischeduler.web.api.request.QueryParams;
import dev.aischeduler.web.page.PageRenderer;
import dev.aischeduler.web.page.Section;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Who changed what, newest first. */
public final class AuditPage implements Resource {
  private static final int ENTRIES = 100;
  private final PageRenderer renderer;
  private final AuditLog audit;

  /** The page over the audit. */
  public AuditPage(PageRenderer renderer, AuditLog audit) {
    this.renderer = renderer;
    this.audit = audit;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.get(Section.AUDIT.path(), renderer.page(Section.AUDIT, "audit.jte", this::view));
  }

  private AuditPageView view(Context ctx) {
    QueryParams query = new QueryParams(ctx, Set.of("caller", "after"));
    String caller = query.one("caller").filter(name -> !name.isBlank()).orElse(null);
    UUID after = query.one("after").map(text -> Paths.uuid("after", text)).orElse(null);
    AuditFilter filter = new AuditFilter(caller, Caller.of(ctx).tenant(), null, null);
    List<AuditEntry> entries = audit.list(filter, after, ENTRIES);
    return new AuditPageView(
        caller,
        entries,
        entries.size() < ENTRIES
            ? null
            : Addresses.of(
                Section.AUDIT.path(), "caller", caller, "after", entries.get(ENTRIES - 1).id()));
  }
}

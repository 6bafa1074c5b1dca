package dev.aischeduler.web.page.audit;

import dev.aischeduler.db.access.AuditEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the audit.
 *
 * @param caller whose changes were asked for; null for those of all
 * @param entries newest first
 * @param next address of the earlier ones; null at the end
 */
public record AuditPageView(
    @Nullable String caller, List<AuditEntry> entries, @Nullable String next) {}

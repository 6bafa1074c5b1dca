package dev.aischeduler.web.page.bulk;

import dev.aischeduler.web.api.view.BulkRunView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of bulk runs.
 *
 * @param status the one that was chosen; null for all
 * @param runs newest first
 * @param next address of the page after this one; null at the end
 */
public record BulkListView(
    @Nullable String status, List<BulkRunView> runs, @Nullable String next) {}

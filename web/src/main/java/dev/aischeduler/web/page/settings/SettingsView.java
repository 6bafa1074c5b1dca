package dev.aischeduler.web.page.settings;

import dev.aischeduler.web.api.view.TenantView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the settings show.
 *
 * @param tenants by name
 * @param edited the one that is to be changed; null for a new one
 * @param standard name of the one that always exists
 */
public record SettingsView(List<TenantView> tenants, @Nullable TenantView edited, String standard) {

  /** A limit in a field of a form. */
  public static String field(@Nullable Integer limit) {
    return limit == null ? "" : limit.toString();
  }
}

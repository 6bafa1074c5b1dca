package dev.aischeduler.web.page.keys;

import dev.aischeduler.db.access.Role;
import dev.aischeduler.web.api.view.KeyView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys that a reader may see.
 *
 * @param keys newest first
 * @param tenants that a new key may be of
 * @param tenant that every new key is of; null when the reader may choose
 */
public record KeysView(List<KeyView> keys, List<String> tenants, @Nullable String tenant) {

  /** What a key may do, the least role first. */
  public static List<String> roles() {
    return Role.wireNames();
  }
}

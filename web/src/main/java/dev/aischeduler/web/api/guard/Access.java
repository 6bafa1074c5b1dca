package dev.aischeduler.web.api.guard;

import dev.aischeduler.db.access.Role;
import dev.aischeduler.web.access.Caller;

/**
 * What a route asks of its caller.
 *
 * @param open true for a route that answers everybody
 * @param role least role
 * @param whole true for what concerns all tenants: keys of one tenant are refused
 */
public record Access(boolean open, Role role, boolean whole) {
  /** True when somebody may use the route. */
  public boolean permits(Caller caller) {
    return open
        || (!caller.equals(Caller.NOBODY)
            && caller.role().includes(role)
            && !(whole && caller.tenant() != null));
  }
}

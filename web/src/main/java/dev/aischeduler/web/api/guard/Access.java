package dev.aischeduler.web.api.guard;

import dev.aischeduler.db.access.Role;

/**
 * What a route asks of its caller.
 *
 * @param open true for a route that answers everybody
 * @param role least role
 * @param whole true for what concerns all tenants: keys of one tenant are refused
 */
public record Access(boolean open, Role role, boolean whole) {}

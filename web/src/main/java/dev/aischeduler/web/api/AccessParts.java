package dev.aischeduler.web.api;

import dev.aischeduler.web.access.ApiKeys;
import dev.aischeduler.web.access.ArtifactLinks;
import dev.aischeduler.web.access.AuditLog;
import dev.aischeduler.web.access.KnownKeys;
import dev.aischeduler.web.access.Sessions;
import dev.aischeduler.web.api.guard.RouteRoles;

/**
 * Who calls and may.
 *
 * @param keys made and ended
 * @param known those that are in use
 * @param sessions who is logged in
 * @param audit who changed what
 * @param links that open artifacts
 * @param roles what each route asks of its caller
 */
public record AccessParts(
    ApiKeys keys,
    KnownKeys known,
    Sessions sessions,
    AuditLog audit,
    ArtifactLinks links,
    RouteRoles roles) {}

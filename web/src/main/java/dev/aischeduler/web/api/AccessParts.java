package dev.aischeduler.web.api;

import dev.aischeduler.web.access.ApiKeys;
import dev.aischeduler.web.access.AuditLog;
import dev.aischeduler.web.access.KnownKeys;
import dev.aischeduler.web.access.Sessions;

/**
 * Who calls and may.
 *
 * @param keys made and ended
 * @param known those that are in use
 * @param sessions who is logged in
 * @param audit who changed what
 */
public record AccessParts(ApiKeys keys, KnownKeys known, Sessions sessions, AuditLog audit) {}

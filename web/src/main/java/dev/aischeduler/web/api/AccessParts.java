package dev.aischeduler.web.api;

import dev.aischeduler.web.access.ApiKeys;
import dev.aischeduler.web.access.KnownKeys;

/**
 * Who calls and may.
 *
 * @param keys made and ended
 * @param known those that are in use
 */
public record AccessParts(ApiKeys keys, KnownKeys known) {}

package dev.aischeduler.db.access;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of table {@code audit}: a change that somebody asked for.
 *
 * @param id UUID version 7, so entries sort by time
 * @param caller name of the key or user
 * @param keyId its key; null for none
 * @param tenant of the caller; null for one that sees all
 * @param action what was asked for, for example {@code POST /api/v1/lanes/{lane}/pause}
 * @param target what it was about: a path
 * @param outcome HTTP status of the answer; 0 for what needed no server
 * @param address where it came from
 * @param details for people, without secrets; null for none
 */
public record AuditEntry(
    UUID id,
    Instant at,
    String caller,
    @Nullable UUID keyId,
    @Nullable String tenant,
    String action,
    String target,
    int outcome,
    String address,
    @Nullable String details) {}

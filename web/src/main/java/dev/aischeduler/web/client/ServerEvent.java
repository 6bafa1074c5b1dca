package dev.aischeduler.web.client;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One server-sent event.
 *
 * @param name its kind
 * @param data its JSON document
 */
public record ServerEvent(String name, JsonNode data) {}

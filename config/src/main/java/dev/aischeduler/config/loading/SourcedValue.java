package dev.aischeduler.config.loading;

import com.fasterxml.jackson.databind.JsonNode;

/** A value as one source gave it. */
record SourcedValue(JsonNode value, String origin) {}

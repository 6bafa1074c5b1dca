package dev.aischeduler.config.loading;

import com.fasterxml.jackson.databind.JsonNode;

/** A value and the source that it comes from. */
record SourcedValue(JsonNode value, String origin) {}

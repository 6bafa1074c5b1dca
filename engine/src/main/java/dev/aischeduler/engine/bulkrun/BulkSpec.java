package dev.aischeduler.engine.bulkrun;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.config.json.StrictJson;
import dev.aischeduler.engine.bulkrun.manifest.ManifestInfo;
import org.jspecify.annotations.Nullable;

/**
 * What a bulk run does.
 *
 * @param manifest where its rows are
 * @param defaults fields that rows without them have, {@code type} and {@code priority} among them
 * @param window most items in flight; null lets it follow from how long jobs take
 * @param skipLimit rejected rows beyond which the run fails; null for any number
 * @param dryRun true validates and submits nothing
 * @param artifactNames template of the names of artifacts in the zip
 * @param maxPriority rows with a higher priority are rejected; null for any
 */
public record BulkSpec(
    ManifestInfo manifest,
    ObjectNode defaults,
    @Nullable Integer window,
    @Nullable Integer skipLimit,
    boolean dryRun,
    String artifactNames,
    @Nullable Integer maxPriority) {

  /** As it is stored. */
  public static BulkSpec of(String json) {
    return StrictJson.read(json, BulkSpec.class);
  }

  String toJson() {
    try {
      return Json.mapper().writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write the spec of a bulk run", e);
    }
  }
}

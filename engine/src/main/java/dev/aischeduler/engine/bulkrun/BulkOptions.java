package dev.aischeduler.engine.bulkrun;

import static dev.aischeduler.engine.task.InvalidRequestException.checkRange;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.engine.bulkrun.manifest.RowTypes;
import dev.aischeduler.engine.task.InvalidRequestException;
import dev.aischeduler.engine.webhook.CallbackTerms;
import org.jspecify.annotations.Nullable;

/**
 * How a manifest is to be run.
 *
 * @param name for people, 1 to 200 characters
 * @param tenant whose jobs its items are; null for the default tenant's
 * @param defaults fields that rows without them have
 * @param window most items in flight, 1 to 100,000; null lets it follow from how long jobs take
 * @param skipLimit rejected rows beyond which the run fails; null for any number
 * @param dryRun true validates and submits nothing
 * @param artifactNames template of the names of artifacts in the zip, 1 to 200 characters; null for
 *     {@value #ARTIFACT_NAMES}
 * @param callback where the end of the run is reported to
 * @param maxPriority rows with a higher priority are rejected; null for any
 */
public record BulkOptions(
    String name,
    @Nullable String tenant,
    ObjectNode defaults,
    @Nullable Integer window,
    @Nullable Integer skipLimit,
    boolean dryRun,
    @Nullable String artifactNames,
    CallbackTerms callback,
    @Nullable Integer maxPriority) {
  /** Names of artifacts unless the run says otherwise. */
  public static final String ARTIFACT_NAMES = "{line}-{name}";

  /** Priority of items that say none: what people wait for goes first. */
  public static final int PRIORITY = 1;

  private static final int MAX_WINDOW = 100_000;

  /** Everything by default. */
  public static BulkOptions named(String name) {
    return new BulkOptions(
        name,
        null,
        JsonNodeFactory.instance.objectNode(),
        null,
        null,
        false,
        null,
        CallbackTerms.NONE,
        null);
  }

  /** The same options, and where the end of the run is reported to. */
  public BulkOptions reporting(CallbackTerms terms) {
    return new BulkOptions(
        name, tenant, defaults, window, skipLimit, dryRun, artifactNames, terms, maxPriority);
  }

  /**
   * Checks them.
   *
   * @throws InvalidRequestException names the field
   */
  void check(RowTypes types) {
    if (name.isBlank() || name.length() > 200) {
      throw new InvalidRequestException("name", "must have 1 to 200 characters");
    }
    checkRange("window", window, 1, MAX_WINDOW);
    checkRange("skip_limit", skipLimit, 0, Integer.MAX_VALUE);
    if (artifactNames != null && (artifactNames.isBlank() || artifactNames.length() > 200)) {
      throw new InvalidRequestException("artifact_names", "must have 1 to 200 characters");
    }
    types.checkDefaults(defaults);
    if (maxPriority != null && defaults.path("priority").asInt(0) > maxPriority) {
      throw new InvalidRequestException("priority", "must be at most " + maxPriority);
    }
  }

  /** The defaults of its items with the priority of bulk runs. */
  ObjectNode itemDefaults() {
    ObjectNode all = defaults.deepCopy();
    if (!all.hasNonNull("priority")) {
      all.put("priority", maxPriority == null ? PRIORITY : Math.min(PRIORITY, maxPriority));
    }
    return all;
  }
}

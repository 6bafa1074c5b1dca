package dev.aischeduler.web.cli.jobs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that select jobs. */
final class FilterOptions {
  @Option(names = "--type", split = ",", paramLabel = "TYPE", description = "Only these types.")
  private List<String> types = new ArrayList<>();

  @Option(names = "--status", split = ",", paramLabel = "STATE", description = "Only these states.")
  private List<String> statuses = new ArrayList<>();

  @Option(names = "--tag", paramLabel = "TAG", description = "Only with this tag; repeatable.")
  private List<String> tags = new ArrayList<>();

  @Option(names = "--tenant", paramLabel = "NAME", description = "Only of this tenant.")
  private @Nullable String tenant;

  @Option(names = "--error-type", paramLabel = "TYPE", description = "Only failed with this error.")
  private @Nullable String errorType;

  @Option(names = "--created-after", paramLabel = "TIME", description = "Only created since.")
  private @Nullable String createdAfter;

  @Option(names = "--created-before", paramLabel = "TIME", description = "Only created before.")
  private @Nullable String createdBefore;

  /** The filter of a request. */
  ObjectNode filter() {
    ObjectNode filter = Json.mapper().createObjectNode();
    put(filter, "type", types);
    put(filter, "status", statuses);
    put(filter, "tags", tags);
    put(filter, "tenant", tenant);
    put(filter, "error_type", errorType);
    put(filter, "created_after", createdAfter);
    put(filter, "created_before", createdBefore);
    return filter;
  }

  private static void put(ObjectNode filter, String name, List<String> values) {
    if (!values.isEmpty()) {
      filter.set(name, Json.mapper().valueToTree(values));
    }
  }

  private static void put(ObjectNode filter, String name, @Nullable String value) {
    if (value != null) {
      filter.put(name, value);
    }
  }
}

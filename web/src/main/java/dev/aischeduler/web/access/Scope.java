package dev.aischeduler.web.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.job.JobFilter;
import dev.aischeduler.engine.submission.Submission;
import dev.aischeduler.engine.workflow.definition.StepDefinition;
import dev.aischeduler.engine.workflow.definition.WorkflowDefinition;
import dev.aischeduler.web.api.reply.ApiException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a caller may give: the one place that puts a caller's tenant and ceiling of priority onto
 * submissions, filters, workflows and schedules. What it may see is {@link Caller#sees}.
 */
public final class Scope {
  private static final String TENANT = "tenant";
  private static final String PRIORITY = "priority";

  private Scope() {}

  /**
   * Whose work a caller gives or asks for.
   *
   * @param asked what it names; null for nothing
   * @throws ApiException 403 for a tenant other than its own, whether that exists or not
   */
  public static @Nullable String tenant(Caller caller, @Nullable String asked) {
    if (caller.tenant() == null || asked == null) {
      return asked == null ? caller.tenant() : asked;
    }
    if (!caller.tenant().equals(asked)) {
      throw ApiException.of(403, "tenant-bound", "your key is of one tenant, " + caller.tenant())
          .field(TENANT)
          .remedy("leave it out, or name " + caller.tenant());
    }
    return asked;
  }

  /** The filter, of the caller's own jobs only. */
  public static JobFilter jobs(Caller caller, JobFilter filter) {
    String owner = tenant(caller, filter.tenant());
    return owner == null ? filter : filter.of(owner);
  }

  /**
   * The priority that a caller gives.
   *
   * @param asked what it names; null for the usual one
   * @param usual what nothing means
   * @return null for the usual one
   * @throws ApiException 403 above its ceiling
   */
  public static @Nullable Integer priority(Caller caller, @Nullable Integer asked, int usual) {
    Integer most = caller.maxPriority();
    if (most == null || (asked == null && usual <= most)) {
      return asked;
    }
    if (asked == null) {
      return most;
    }
    if (asked > most) {
      throw tooHigh("priority " + asked, most);
    }
    return asked;
  }

  private static ApiException tooHigh(String what, int most) {
    return ApiException.of(
            403, "priority-ceiling", what + " is above the ceiling of your key, which is " + most)
        .field(PRIORITY)
        .remedy("give at most " + most);
  }

  /** The submission as the caller's. */
  public static Submission submission(Caller caller, Submission given, Settings.Lanes lanes) {
    return given.with(
        priority(caller, given.priority(), lanes.of(given.type()).priority()),
        tenant(caller, given.tenant()));
  }

  /**
   * Checks the priorities of a workflow's steps.
   *
   * @throws ApiException 403 names the first step above the caller's ceiling
   */
  public static void workflow(Caller caller, WorkflowDefinition definition, Settings.Lanes lanes) {
    Integer most = caller.maxPriority();
    if (most == null) {
      return;
    }
    for (String name : definition.order()) {
      StepDefinition step = definition.step(name);
      if (step.work() instanceof StepDefinition.JobWork work) {
        Integer own = step.priority();
        int priority = own == null ? lanes.of(work.type()).priority() : own;
        if (priority > most) {
          throw tooHigh("priority " + priority + " of step " + name, most);
        }
      }
    }
  }

  /**
   * Makes what a schedule starts the caller's. What is no valid schedule stays as it is, and is
   * refused by the engine.
   *
   * @param document of the schedule; changed
   * @param workflows reads a definition of a workflow
   */
  public static void schedule(
      Caller caller,
      ObjectNode document,
      Settings.Lanes lanes,
      Function<JsonNode, WorkflowDefinition> workflows) {
    for (var target : document.path("target").properties()) {
      if (target.getValue() instanceof ObjectNode work) {
        String owner =
            tenant(caller, work.path(TENANT).isTextual() ? work.path(TENANT).asText() : null);
        if (owner != null) {
          work.put(TENANT, owner);
        }
        if (caller.tenant() != null && work.path("path").isTextual()) {
          checkPath(caller.tenant(), work.path("path").asText());
        }
        if (caller.maxPriority() != null) {
          limit(caller, target.getKey(), work, lanes, workflows);
        }
      }
    }
  }

  /** Manifests of all tenants lie below one folder, each tenant's in one of its name. */
  private static void checkPath(String tenant, String path) {
    boolean climbs = List.of(path.split("[/\\\\]", -1)).contains("..");
    if (climbs || !path.startsWith(tenant + "/")) {
      throw ApiException.of(403, "tenant-bound", "your key may only run manifests of its tenant")
          .field("path")
          .remedy("name a file below " + tenant + "/");
    }
  }

  private static void limit(
      Caller caller,
      String kind,
      ObjectNode work,
      Settings.Lanes lanes,
      Function<JsonNode, WorkflowDefinition> workflows) {
    switch (kind) {
      case "job" -> {
        Integer asked = work.path(PRIORITY).isInt() ? work.path(PRIORITY).intValue() : null;
        TaskType type =
            TaskType.read(work.path("type").asText())
                .flatMap(t -> lanes.find(t.wireName()))
                .orElse(null);
        if (type != null) {
          work.put(PRIORITY, priority(caller, asked, lanes.of(type).priority()));
        }
      }
      case "bulk" -> work.put("max_priority", caller.maxPriority());
      case "workflow" -> workflow(caller, workflows.apply(work.path("definition")), lanes);
      default -> {
        // the engine refuses it
      }
    }
  }
}

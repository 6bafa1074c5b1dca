package dev.aischeduler.engine.workflow.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.engine.submission.Submission;
import dev.aischeduler.engine.workflow.template.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads one step. For one thread. */
final class StepReader {
  private static final List<String> COMMON =
      List.of(
          "name",
          "description",
          "needs",
          "when",
          "for_each",
          "limit",
          "priority",
          "timeout_s",
          "retry",
          "on_failure");

  private static final Set<String> NO_STEPS = Set.of("inputs", "item", "index");

  private final String name;
  private final JsonNode node;
  private final String path;
  private final Problems problems;
  private final Fields fields;

  StepReader(String name, JsonNode node, String path, Problems problems) {
    this.name = name;
    this.node = node;
    this.path = path;
    this.problems = problems;
    this.fields = new Fields(node, path, problems);
  }

  /** The step; null when it cannot be read at all. */
  @Nullable StepDefinition read() {
    if (!node.isObject()) {
      problems.add(path, "must be an object with task and request");
      return null;
    }
    StepDefinition.Work work = work();
    if (work == null) {
      return null;
    }
    Template when = template("when");
    Template forEach = template("for_each");
    fields.text("description", 2000);
    Set<String> needs = needs();
    Template told =
        work instanceof StepDefinition.JobWork job
            ? job.request()
            : ((StepDefinition.ActionWork) work).settings();
    for (Template template : new @Nullable Template[] {told, when, forEach}) {
      if (template != null) {
        needs.addAll(template.names());
      }
    }
    needs.removeAll(NO_STEPS);
    Integer limit = fields.number("limit", 1, 10_000);
    if (limit != null && forEach == null) {
      problems.add(fields.path("limit"), "limits the jobs of a step with for_each; add that");
    }
    String onFailure = fields.text("on_failure", 64);
    boolean fallback =
        onFailure != null && !onFailure.equals("fail") && !onFailure.equals("continue");
    return new StepDefinition(
        name,
        work,
        needs,
        when,
        forEach,
        limit == null ? 0 : limit,
        fields.number("priority", 0, 9),
        fields.number("timeout_s", 1, 86_400),
        maxAttempts(),
        retry(),
        fallback
            ? StepDefinition.OnFailure.FALLBACK
            : "continue".equals(onFailure)
                ? StepDefinition.OnFailure.CONTINUE
                : StepDefinition.OnFailure.FAIL,
        fallback ? onFailure : null);
  }

  /** Besides the common fields a step has {@code task} and {@code request}, or its action's. */
  private StepDefinition.@Nullable Work work() {
    List<String> own = new ArrayList<>();
    node.fieldNames().forEachRemaining(own::add);
    own.removeAll(COMMON);
    if (own.contains("task")) {
      own.removeAll(List.of("task", "request"));
      List<String> known = new ArrayList<>(List.of("task", "request"));
      known.addAll(COMMON);
      fields.allow(known);
      return job();
    }
    if (own.size() == 1 && !own.get(0).equals("request")) {
      String kind = own.get(0);
      return new StepDefinition.ActionWork(
          kind, Template.of(node.get(kind), fields.path(kind), problems::add));
    }
    problems.add(
        path,
        own.isEmpty() || own.contains("request")
            ? "lacks task, the task type of its jobs"
            : "does more than one thing (" + String.join(", ", own) + "); make it several steps");
    return null;
  }

  private StepDefinition.@Nullable JobWork job() {
    String type = fields.text("task", 16);
    if (type == null) {
      return null;
    }
    TaskType task = TaskType.read(type).orElse(null);
    JsonNode request = fields.value("request");
    if (task == null) {
      problems.add(fields.path("task"), "'" + type + "' is no task type");
      return null;
    }
    if (request != null && !request.isObject()) {
      problems.add(fields.path("request"), "must be an object, the request of the task type");
      return null;
    }
    JsonNode given = request == null ? JsonNodeFactory.instance.objectNode() : request;
    return new StepDefinition.JobWork(
        task, Template.of(given, fields.path("request"), problems::add));
  }

  private @Nullable Template template(String field) {
    JsonNode value = fields.value(field);
    return value == null ? null : Template.of(value, fields.path(field), problems::add);
  }

  private Set<String> needs() {
    Set<String> needs = new TreeSet<>();
    JsonNode value = fields.value("needs");
    if (value == null) {
      return needs;
    }
    if (value.isTextual()) {
      needs.add(value.asText());
      return needs;
    }
    boolean texts = value.isArray();
    for (JsonNode each : value) {
      texts &= each.isTextual();
      needs.add(each.asText());
    }
    if (!texts) {
      problems.add(fields.path("needs"), "must be the name of a step, or a list of names");
      needs.clear();
    }
    return needs;
  }

  /** A number says how many attempts; an object tells more. */
  private @Nullable Integer maxAttempts() {
    JsonNode retry = fields.value("retry");
    if (retry != null && retry.isObject()) {
      return new Fields(retry, fields.path("retry"), problems).number("max_attempts", 1, 100);
    }
    return fields.number("retry", 1, 100);
  }

  private Submission.@Nullable RetryTerms retry() {
    JsonNode retry = fields.value("retry");
    if (retry == null || !retry.isObject()) {
      return null;
    }
    Fields terms = new Fields(retry, fields.path("retry"), problems);
    terms.allow(List.of("max_attempts", "backoff_s", "backoff_max_s", "factor"));
    JsonNode factor = terms.value("factor");
    boolean fits =
        factor == null || (factor.isNumber() && factor.asDouble() >= 1 && factor.asDouble() <= 10);
    if (!fits) {
      problems.add(terms.path("factor"), "must be a number from 1 to 10");
    }
    return new Submission.RetryTerms(
        terms.number("backoff_s", 0, 86_400),
        terms.number("backoff_max_s", 0, 604_800),
        factor == null || !fits ? null : factor.asDouble());
  }
}

package dev.aischeduler.web.page.jobs;

import dev.aischeduler.db.job.JobFilter;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.engine.JobService;
import dev.aischeduler.web.access.Caller;
import dev.aischeduler.web.access.Scope;
import dev.aischeduler.web.api.Resource;
import dev.aischeduler.web.api.request.QueryParams;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Leads from what was typed into the field of the frame to a page: an id to its job, a tag or a
 * cause of failure to its jobs, anything else to the jobs whose request holds it.
 */
public final class FindPage implements Resource {
  private static final Pattern ID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_.:/-]{1,64}");
  private static final int MAX = 200;
  private final JobService jobs;

  /** The search over this service. */
  public FindPage(JobService jobs) {
    this.jobs = jobs;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.get("/jobs/find", ctx -> ctx.redirect(target(ctx), HttpStatus.SEE_OTHER));
  }

  private String target(Context ctx) {
    String typed = new QueryParams(ctx, Set.of("q")).one("q").orElse("").strip();
    String text = typed.substring(0, Math.min(MAX, typed.length()));
    if (text.isEmpty()) {
      return JobsQuery.address(Map.of());
    }
    Caller caller = Caller.of(ctx);
    if (ID.matcher(text).matches()
        && jobs.tenant(UUID.fromString(text)).filter(caller::sees).isPresent()) {
      return "/jobs/" + UUID.fromString(text);
    }
    return JobsQuery.address(Map.of(field(caller, text), text));
  }

  /** What the text is; the look goes over a limited number of jobs. */
  private String field(Caller caller, String text) {
    if (!TAG.matcher(text).matches()) {
      return JobsQuery.WORDS;
    }
    if (any(caller, JobFilter.all().withTags(List.of(text)))) {
      return JobsQuery.TAG;
    }
    JobFilter failed = JobFilter.all().in(Set.of(JobStatus.FAILED));
    return any(caller, failed.withCause(text)) ? JobsQuery.CAUSE : JobsQuery.WORDS;
  }

  private boolean any(Caller caller, JobFilter filter) {
    return !jobs.list(Scope.jobs(caller, filter), null, 1).jobs().isEmpty();
  }
}

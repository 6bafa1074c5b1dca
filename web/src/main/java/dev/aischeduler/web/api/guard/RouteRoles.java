package dev.aischeduler.web.api.guard;

import dev.aischeduler.db.access.Role;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who may do what: the one table of every route and the least role that it needs. {@code all} marks
 * what concerns all tenants. A server with a route that is not in it does not start; {@code x-role}
 * and {@code x-all-tenants} in openapi.yaml say the same. Immutable.
 */
public final class RouteRoles {
  private static final String OPEN = "open";
  private static final String TABLE =
      """
      open           GET    /healthz
      open           GET    /readyz
      open           GET    /assets/{file}
      open           GET    /assets/lib/{file}
      open           GET    /preferences
      open           GET    /login
      open           POST   /login
      open           GET    /login/oidc
      open           GET    /login/oidc/callback
      open           GET    /api/v1/links/{task_id}/{name}
      open           POST   /api/v1/qq/callback
      open           GET    /api/v1/qq/websocket

      viewer         GET    /
      viewer         GET    /jobs
      viewer         GET    /jobs/find
      viewer         GET    /jobs/{task_id}
      viewer         GET    /playground
      viewer         GET    /gallery
      viewer         GET    /dead-letters
      viewer         GET    /bulk
      viewer         GET    /bulk/new
      viewer         GET    /bulk/{run_id}
      viewer         GET    /workflows
      viewer         GET    /workflows/new
      viewer         GET    /workflows/{run_id}
      viewer         GET    /schedules
      viewer         GET    /schedules/new
      viewer         GET    /schedules/new/preview
      viewer         GET    /schedules/{schedule}
      viewer         GET    /schedules/{schedule}/edit
      viewer         GET    /lanes
      viewer         GET    /nodes
      viewer         GET    /models
      operator all   GET    /system-jobs
      admin          GET    /keys
      admin          GET    /audit
      admin          GET    /settings

      viewer         GET    /docs
      viewer         GET    /openapi.yaml
      viewer         GET    /openapi.json
      viewer         POST   /logout
      viewer         GET    /api/v1/whoami
      viewer         GET    /metrics

      submitter      POST   /api/v1/tasks
      viewer         GET    /api/v1/tasks
      operator       POST   /api/v1/tasks/actions
      viewer         GET    /api/v1/dead-letters
      viewer         GET    /api/v1/events
      viewer         GET    /api/v1/changes
      viewer         GET    /api/v1/task/status/{task_id}
      submitter      DELETE /api/v1/task/{task_id}
      submitter      PATCH  /api/v1/task/{task_id}
      submitter      POST   /api/v1/task/{task_id}/cancel
      submitter      POST   /api/v1/task/{task_id}/retry
      viewer         GET    /api/v1/task/{task_id}/events
      viewer         GET    /api/v1/task/{task_id}/artifacts
      viewer         GET    /api/v1/task/{task_id}/artifacts/{name}
      viewer         POST   /api/v1/task/{task_id}/artifacts/{name}/link

      submitter      POST   /api/v1/bulk
      viewer         GET    /api/v1/bulk
      viewer         GET    /api/v1/bulk/{run_id}
      submitter      POST   /api/v1/bulk/{run_id}/pause
      submitter      POST   /api/v1/bulk/{run_id}/resume
      submitter      POST   /api/v1/bulk/{run_id}/cancel
      submitter      POST   /api/v1/bulk/{run_id}/restart
      submitter      POST   /api/v1/bulk/{run_id}/retry
      viewer         GET    /api/v1/bulk/{run_id}/items
      viewer         GET    /api/v1/bulk/{run_id}/summary
      viewer         GET    /api/v1/bulk/{run_id}/results.jsonl
      viewer         GET    /api/v1/bulk/{run_id}/results.csv
      viewer         GET    /api/v1/bulk/{run_id}/rejects.csv
      viewer         GET    /api/v1/bulk/{run_id}/results.zip
      viewer         GET    /api/v1/bulk/{run_id}/contact.png
      viewer         GET    /api/v1/bulk/{run_id}/events
      viewer         GET    /api/v1/bulk/{run_id}/sound.wav
      viewer         GET    /api/v1/bulk/{run_id}/sound.vtt
      viewer         GET    /api/v1/bulk/{run_id}/sound.srt
      viewer         GET    /api/v1/bulk/{run_id}/chapters.vtt
      viewer         GET    /api/v1/bulk/{run_id}/chapters.json

      submitter      POST   /api/v1/workflows
      viewer         GET    /api/v1/workflows
      viewer         GET    /api/v1/workflows/{run_id}
      viewer         GET    /api/v1/workflows/{run_id}/events
      viewer         GET    /api/v1/workflows/{run_id}/graph
      viewer         GET    /api/v1/workflows/{run_id}/outputs
      viewer         GET    /api/v1/workflows/{run_id}/jobs
      viewer         GET    /api/v1/workflows/{run_id}/artifacts
      viewer         GET    /api/v1/workflows/{run_id}/artifacts/{name}
      submitter      POST   /api/v1/workflows/{run_id}/pause
      submitter      POST   /api/v1/workflows/{run_id}/resume
      submitter      POST   /api/v1/workflows/{run_id}/cancel
      submitter      POST   /api/v1/workflows/{run_id}/restart
      submitter      POST   /api/v1/workflows/{run_id}/rerun

      viewer         GET    /api/v1/schedules
      submitter      POST   /api/v1/schedules
      viewer         POST   /api/v1/schedules/preview
      viewer         GET    /api/v1/schedules/{schedule}
      submitter      PUT    /api/v1/schedules/{schedule}
      submitter      DELETE /api/v1/schedules/{schedule}
      submitter      POST   /api/v1/schedules/{schedule}/pause
      submitter      POST   /api/v1/schedules/{schedule}/resume
      submitter      POST   /api/v1/schedules/{schedule}/run
      submitter      POST   /api/v1/schedules/{schedule}/backfill
      viewer         GET    /api/v1/schedules/{schedule}/history

      viewer         GET    /api/v1/lanes
      operator all   PUT    /api/v1/lanes/weights
      operator all   POST   /api/v1/lanes/{lane}/pause
      operator all   POST   /api/v1/lanes/{lane}/resume
      viewer         GET    /api/v1/servers
      viewer         GET    /api/v1/nodes
      operator all   POST   /api/v1/nodes/{name}/drain
      operator all   POST   /api/v1/nodes/{name}/resume
      viewer         GET    /api/v1/models
      operator all   POST   /api/v1/models/pull
      viewer         GET    /api/v1/models/{name}
      operator all   POST   /api/v1/models/{name}/load
      operator all   POST   /api/v1/models/{name}/prewarm
      operator all   POST   /api/v1/models/{name}/unload
      operator all   POST   /api/v1/models/{name}/pin
      operator all   POST   /api/v1/models/{name}/unpin
      viewer         GET    /api/v1/system/resources
      viewer         GET    /api/v1/system/history
      admin all      POST   /api/v1/system/links/rotate
      operator all   GET    /api/v1/system/jobs
      operator       GET    /api/v1/system/jobs/{id}
      operator       DELETE /api/v1/system/jobs/{id}
      operator       POST   /api/v1/system/jobs/{id}/cancel

      viewer         GET    /api/v1/tenants
      viewer         GET    /api/v1/tenants/{name}
      admin all      PUT    /api/v1/tenants/{name}
      admin all      DELETE /api/v1/tenants/{name}
      viewer         GET    /api/v1/webhooks/deliveries
      viewer         GET    /api/v1/webhooks/deliveries/{id}
      submitter      POST   /api/v1/webhooks/deliveries/{id}/replay
      admin          GET    /api/v1/keys
      admin          POST   /api/v1/keys
      admin          POST   /api/v1/keys/{key_id}/rotate
      admin          POST   /api/v1/keys/{key_id}/revoke
      admin          GET    /api/v1/audit

      viewer         GET    /v1/models
      viewer         GET    /v1/models/{model}
      submitter      POST   /v1/chat/completions
      viewer         GET    /v1/chat/completions/{completion_id}
      submitter      POST   /v1/responses
      viewer         GET    /v1/responses/{response_id}
      submitter      DELETE /v1/responses/{response_id}
      submitter      POST   /v1/responses/{response_id}/cancel
      submitter      POST   /v1/audio/speech
      submitter      POST   /v1/images/generations
      submitter      POST   /v1/files
      viewer         GET    /v1/files
      viewer         GET    /v1/files/{file_id}
      viewer         GET    /v1/files/{file_id}/content
      submitter      DELETE /v1/files/{file_id}
      submitter      POST   /v1/batches
      viewer         GET    /v1/batches
      viewer         GET    /v1/batches/{batch_id}
      submitter      POST   /v1/batches/{batch_id}/cancel
      """;

  private final Map<String, Access> byRoute = new LinkedHashMap<>();

  /**
   * The table.
   *
   * @param submissions paths that take submissions of one task type, or preview them: they depend
   *     on the task types of the process and all need the role submitter
   */
  public RouteRoles(Collection<String> submissions) {
    TABLE.lines().filter(line -> !line.isBlank()).forEach(this::add);
    submissions.forEach(
        path -> byRoute.put("POST " + path, new Access(false, Role.SUBMITTER, false)));
  }

  private void add(String line) {
    List<String> words = List.of(line.strip().split("\\s+"));
    boolean open = words.get(0).equals(OPEN);
    boolean whole = words.get(1).equals("all");
    String route = words.get(words.size() - 2) + " " + words.get(words.size() - 1);
    Role role = open ? Role.VIEWER : Role.of(words.get(0)).orElseThrow();
    byRoute.put(route, new Access(open, role, whole));
  }

  /**
   * What a route needs, or empty for one that is not in the table.
   *
   * @param route method and path, for example {@code GET /api/v1/tasks}
   */
  public Optional<Access> of(String route) {
    String plain = route.startsWith("HEAD ") ? "GET " + route.substring("HEAD ".length()) : route;
    return Optional.ofNullable(byRoute.get(plain));
  }

  /**
   * The methods that a path takes; empty for a path of no route.
   *
   * @param path as it was asked for, for example {@code /api/v1/lanes/llm/pause}
   */
  public Set<String> methods(String path) {
    List<String> segments = segments(path);
    Set<String> methods = new TreeSet<>();
    for (String route : byRoute.keySet()) {
      int space = route.indexOf(' ');
      if (matches(segments(route.substring(space + 1)), segments)) {
        methods.add(route.substring(0, space));
      }
    }
    return methods;
  }

  private static List<String> segments(String path) {
    return List.of(path.split("/"));
  }

  private static boolean matches(List<String> route, List<String> segments) {
    if (route.size() != segments.size()) {
      return false;
    }
    for (int i = 0; i < route.size(); i++) {
      if (!route.get(i).startsWith("{") && !route.get(i).equals(segments.get(i))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Checks that the table has every route of a server.
   *
   * @param routes method and path of each
   * @throws IllegalStateException names those that are missing
   */
  public void check(Collection<String> routes) {
    TreeSet<String> missing = new TreeSet<>(routes);
    missing.removeIf(route -> of(route).isPresent());
    if (!missing.isEmpty()) {
      throw new IllegalStateException(
          "these routes name no role in RouteRoles: " + String.join(", ", missing));
    }
  }
}

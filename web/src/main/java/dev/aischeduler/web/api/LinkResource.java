package dev.aischeduler.web.api;

import dev.aischeduler.db.access.LinkKey;
import dev.aischeduler.db.artifact.Artifact;
import dev.aischeduler.engine.JobService;
import dev.aischeduler.web.access.ArtifactLinks;
import dev.aischeduler.web.access.ArtifactLinks.Link;
import dev.aischeduler.web.access.AuditLog;
import dev.aischeduler.web.api.reply.ApiException;
import dev.aischeduler.web.api.reply.Paths;
import dev.aischeduler.web.api.reply.Replies;
import dev.aischeduler.web.api.request.QueryParams;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Links that open one artifact without a key, for a time. */
final class LinkResource implements Resource {
  /**
   * A link.
   *
   * @param url to give away, with the address of this server
   */
  record LinkReply(String url, Instant expiresAt) {}

  /** The key that links are signed with from now on. */
  record LinkKeyReply(int version, Instant createdAt) {}

  private static final String EXPIRES = LinkAddresses.EXPIRES;
  private static final String VERSION = LinkAddresses.VERSION;
  private static final String SIGNATURE = LinkAddresses.SIGNATURE;
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");
  private static final String NAME = "name";

  /** As for other downloads; a browser must not show it longer than the link holds. */
  private static final Duration CACHED = Duration.ofDays(1);

  private final JobService jobs;
  private final ArtifactSender sender;
  private final ArtifactLinks links;
  private final LinkAddresses addresses;

  /**
   * Links of a server.
   *
   * @param addresses that open them
   */
  LinkResource(
      JobService jobs, ArtifactSender sender, ArtifactLinks links, LinkAddresses addresses) {
    this.jobs = jobs;
    this.sender = sender;
    this.links = links;
    this.addresses = addresses;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.post(Paths.V1 + "/task/{task_id}/artifacts/{name}/link", this::make);
    routes.get(Paths.LINKS + "/{task_id}/{name}", this::open);
    routes.head(Paths.LINKS + "/{task_id}/{name}", this::open);
    routes.post(Paths.V1 + "/system/links/rotate", this::rotate);
  }

  private void make(Context ctx) {
    int seconds =
        new QueryParams(ctx, Set.of("expires_in_s"))
            .number("expires_in_s", 1, ArtifactLinks.MAX_S, ArtifactLinks.DEFAULT_S);
    String name = ctx.pathParam(NAME);
    Artifact artifact =
        TaskLookup.find(jobs, ctx).artifacts().stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow(() -> ArtifactResource.unknown(Paths.taskId(ctx)));
    Link link = links.sign(artifact.jobId(), artifact.name(), seconds);
    AuditLog.details(ctx, "holds until " + link.expiresAt());
    Replies.json(ctx, 200, new LinkReply(addresses.of(ctx, link), link.expiresAt()));
  }

  private void open(Context ctx) {
    QueryParams query = new QueryParams(ctx, Set.of(EXPIRES, VERSION, SIGNATURE));
    String expires = given(query, EXPIRES);
    if (!SECONDS.matcher(expires).matches()) {
      throw ApiException.invalid(EXPIRES, "must be seconds since 1970");
    }
    given(query, VERSION);
    Link link =
        new Link(
            Paths.taskId(ctx),
            ctx.pathParam(NAME),
            Long.parseLong(expires),
            query.number(VERSION, 1, 999_999_999, 1),
            given(query, SIGNATURE));
    Duration left = links.check(link);
    Optional<Artifact> artifact = jobs.artifact(link.jobId(), link.name());
    sender.send(
        ctx,
        artifact.orElseThrow(
            () ->
                ApiException.notFound("the file of this link is deleted")
                    .remedy("files are deleted in time; ask whoever sent it")));
    long cached = Math.min(CACHED.toSeconds(), left.toSeconds());
    ctx.header("Cache-Control", "private, max-age=" + cached)
        // made to be put into pages of others
        .header("Cross-Origin-Resource-Policy", "cross-origin");
  }

  private static String given(QueryParams query, String name) {
    return query
        .one(name)
        .orElseThrow(() -> ApiException.invalid(name, "is missing").remedy("copy the whole link"));
  }

  private void rotate(Context ctx) {
    LinkKey key = links.rotate();
    AuditLog.details(ctx, "all links ended; they are signed with key " + key.version() + " now");
    Replies.json(ctx, 200, new LinkKeyReply(key.version(), key.createdAt()));
  }
}

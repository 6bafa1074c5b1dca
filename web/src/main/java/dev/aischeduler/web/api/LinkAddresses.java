package dev.aischeduler.web.api;

import dev.aischeduler.db.artifact.Artifact;
import dev.aischeduler.web.access.ArtifactLinks;
import dev.aischeduler.web.access.ArtifactLinks.Link;
import dev.aischeduler.web.api.guard.Client;
import dev.aischeduler.web.api.reply.Addresses;
import dev.aischeduler.web.api.reply.Paths;
import io.javalin.http.Context;

/** Addresses of links to artifacts, as clients open them. Thread-safe. */
public final class LinkAddresses {
  static final String EXPIRES = "expires";
  static final String VERSION = "version";
  static final String SIGNATURE = "signature";

  private final ArtifactLinks links;
  private final String publicUrl;

  /**
   * Addresses at a server.
   *
   * @param publicUrl address that browsers use; empty for that of the request
   */
  LinkAddresses(ArtifactLinks links, String publicUrl) {
    this.links = links;
    this.publicUrl = publicUrl;
  }

  /**
   * The address of a new link.
   *
   * @param seconds how long it holds, 1 to {@link ArtifactLinks#MAX_S}
   */
  public String of(Context ctx, Artifact artifact, int seconds) {
    return of(ctx, links.sign(artifact.jobId(), artifact.name(), seconds));
  }

  /** The address of a link. */
  String of(Context ctx, Link link) {
    return server(ctx)
        + Addresses.of(
            Paths.LINKS + "/" + link.jobId() + "/" + Addresses.segment(link.name()),
            EXPIRES,
            link.expires(),
            VERSION,
            link.version(),
            SIGNATURE,
            link.signature());
  }

  private String server(Context ctx) {
    if (!publicUrl.isEmpty()) {
      return publicUrl.replaceAll("/$", "");
    }
    String host = ctx.header("Host");
    String name = host == null ? ctx.req().getServerName() + ":" + ctx.req().getServerPort() : host;
    return (Client.of(ctx).secure() ? "https://" : "http://") + name;
  }
}

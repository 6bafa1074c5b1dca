package dev.aischeduler.web.api;

import dev.aischeduler.db.artifact.Artifact;
import dev.aischeduler.db.artifact.ArtifactContentException;
import dev.aischeduler.engine.JobService;
import dev.aischeduler.engine.node.NodeView;
import dev.aischeduler.engine.node.Nodes;
import dev.aischeduler.web.access.Caller;
import dev.aischeduler.web.api.http.EntityTags;
import dev.aischeduler.web.api.http.PartialInputStream;
import dev.aischeduler.web.api.reply.ApiException;
import dev.aischeduler.web.api.request.ByteRange;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Sends the bytes of artifacts; their content never changes, so it may be cached. Thread-safe. */
public final class ArtifactSender {
  private static final Duration LINK_VALID = Duration.ofMinutes(5);

  private final JobService jobs;
  private final Nodes nodes;

  ArtifactSender(JobService jobs, Nodes nodes) {
    this.jobs = jobs;
    this.nodes = nodes;
  }

  /**
   * Answers with the artifact, a part of it (Range) or 304 (If-None-Match); or, where the settings
   * ask for it, with the address of an object store that has it (302).
   *
   * @throws ApiException 421 when the bytes are kept by another node
   */
  public void send(Context ctx, Artifact artifact) {
    String tag = "\"" + artifact.sha256() + "\"";
    boolean wanted = !EntityTags.isKnown(ctx, tag);
    boolean get = !ctx.req().getMethod().equals("HEAD");
    Optional<URI> elsewhere =
        wanted && ctx.req().getMethod().equals("GET") && !isShown(ctx)
            ? jobs.link(artifact, disposition(artifact), LINK_VALID)
            : Optional.empty();
    if (elsewhere.isPresent()) {
      // who has the address has the file
      ctx.header("Cache-Control", "no-store")
          .redirect(elsewhere.get().toString(), HttpStatus.FOUND);
      return;
    }
    InputStream in = wanted && get ? open(ctx, artifact) : InputStream.nullInputStream();
    try {
      describe(ctx, artifact, tag);
      if (wanted) {
        answer(ctx, artifact, in, get);
      } else {
        ctx.status(304);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A page shows it, whose rules (Content-Security-Policy) allow this server's addresses alone. */
  private static boolean isShown(Context ctx) {
    String destination = ctx.header("Sec-Fetch-Dest");
    return destination != null && !destination.equals("document");
  }

  /**
   * Opens the bytes; the caller closes them. With files, a result is on the disk of the node that
   * made it.
   *
   * @throws ApiException 421 when the bytes are kept by another node
   */
  public InputStream open(Context ctx, Artifact artifact) {
    try {
      return jobs.open(artifact);
    } catch (ArtifactContentException e) {
      Optional<String> maker = jobs.find(artifact.jobId()).map(details -> details.job().node());
      if (!e.isMissing() || maker.isEmpty() || maker.get().equals(nodes.self())) {
        throw e;
      }
      if (Caller.of(ctx).equals(Caller.NOBODY)) {
        // whoever has a link may have the file; the names of nodes are not for them
        throw ApiException.of(421, "artifact-elsewhere", "the file is kept by another node")
            .remedy("ask whoever sent the link");
      }
      String url = nodes.find(maker.get()).map(NodeView::url).orElse(null);
      throw ApiException.of(
              421,
              "artifact-elsewhere",
              "the file is on node " + maker.get() + (url == null ? "" : " (" + url + ")"))
          .remedy(
              "ask that node; for every node to have it, set artifacts.store to database or s3 on all");
    }
  }

  private static void describe(Context ctx, Artifact artifact, String tag) {
    ctx.header("ETag", tag)
        .header("Accept-Ranges", "bytes")
        .header("Cache-Control", "private, max-age=86400")
        .header("Content-Disposition", disposition(artifact))
        .contentType(artifact.mediaType());
  }

  private static void answer(Context ctx, Artifact artifact, InputStream in, boolean get)
      throws IOException {
    Optional<ByteRange> range =
        get && ctx.status().getCode() == 200 && ctx.header("If-Range") == null
            ? ByteRange.of(ctx.header("Range"), artifact.size())
            : Optional.empty();
    range.ifPresent(
        r ->
            ctx.status(206)
                .header(
                    "Content-Range",
                    "bytes " + r.first() + "-" + r.last() + "/" + artifact.size()));
    ByteRange part = range.orElse(new ByteRange(0, artifact.size() - 1));
    ctx.header("Content-Length", String.valueOf(part.length()));
    if (get) {
      in.skipNBytes(part.first());
      // written and closed by the ResponseWriter
      ctx.result(new PartialInputStream(in, part.length()));
    }
  }

  /** Sounds, pictures and plain text are shown; anything else is saved, never run by a browser. */
  private static String disposition(Artifact artifact) {
    String type = artifact.mediaType();
    boolean shown =
        type.startsWith("audio/")
            || (type.startsWith("image/") && !type.contains("svg"))
            || type.startsWith("text/plain");
    String name = artifact.name().replaceAll("[^A-Za-z0-9._-]", "_");
    return (shown ? "inline" : "attachment") + "; filename=\"" + name + "\"";
  }
}

package dev.aischeduler.web.api;

import dev.aischeduler.db.artifact.Artifact;
import dev.aischeduler.engine.JobService;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sends the bytes of artifacts; their content never changes, so it may be cached. Thread-safe. */
final class ArtifactSender {
  private final JobService jobs;

  ArtifactSender(JobService jobs) {
    this.jobs = jobs;
  }

  /** Answers with the artifact, a part of it (Range) or 304 (If-None-Match). */
  void send(Context ctx, Artifact artifact) {
    String tag = "\"" + artifact.sha256() + "\"";
    ctx.header("ETag", tag)
        .header("Accept-Ranges", "bytes")
        .header("Cache-Control", "private, max-age=86400")
        .header("Content-Disposition", disposition(artifact))
        .contentType(artifact.mediaType());
    if (matches(ctx.header("If-None-Match"), tag)) {
      ctx.status(304);
      return;
    }
    boolean get = !ctx.req().getMethod().equals("HEAD");
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
      copy(ctx, artifact, part);
    }
  }

  private void copy(Context ctx, Artifact artifact, ByteRange part) {
    try (InputStream in = jobs.open(artifact)) {
      in.skipNBytes(part.first());
      byte[] block = new byte[16384];
      long left = part.length();
      while (left > 0) {
        int read = in.read(block, 0, (int) Math.min(block.length, left));
        if (read < 0) {
          throw new IOException("artifact " + artifact.name() + " is shorter than recorded");
        }
        ctx.res().getOutputStream().write(block, 0, read);
        left -= read;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean matches(@Nullable String header, String tag) {
    return header != null && (header.strip().equals("*") || header.contains(tag));
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

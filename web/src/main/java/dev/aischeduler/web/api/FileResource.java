package dev.aischeduler.web.api;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.aischeduler.web.api.compression.Gzip;
import dev.aischeduler.web.api.http.EntityTags;
import dev.aischeduler.web.api.reply.ApiException;
import dev.aischeduler.web.api.reply.Replies;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.webjars.WebJarVersionLocator;

/** Files that ship with the product: scripts and styles of the pages, and the contract. */
final class FileResource implements Resource {
  private static final Map<String, String> MEDIA_TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "yaml", "application/yaml; charset=utf-8",
          "json", "application/json");

  private static final String POLICY = "Content-Security-Policy";

  private static final List<String> OWN =
      List.of(
          "docs.html",
          "page.css",
          "keys.js",
          "page.js",
          "api-call.js",
          "bulk.js",
          "commands.js",
          "copy.js",
          "events.js",
          "job.js",
          "link.js",
          "playground.js",
          "sound.js",
          "charts.js",
          "lane-weights.js",
          "bulk-new.js",
          "schedule-form.js",
          "workflow-editor.js",
          "icon.svg",
          "docs.js");

  /** Files of libraries, by the WebJar that they come in. */
  private static final Map<String, String> LIBRARIES =
      Map.of(
          "dist/htmx.min.js", "htmx.org",
          "sse.js", "htmx-ext-sse",
          "dist/uPlot.iife.min.js", "uplot",
          "dist/uPlot.min.css", "uplot",
          "swagger-ui-bundle.js", "swagger-ui",
          "swagger-ui.css", "swagger-ui");

  /** A file, the same compressed if that is worth it, and the hash of its content. */
  private record Content(byte[] bytes, byte @Nullable [] gzip, String etag) {
    static Content of(byte[] bytes) {
      try {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
        byte[] gzip = bytes.length < Gzip.LEAST_BYTES ? null : Gzip.compact(bytes);
        return new Content(bytes, gzip, "\"" + HexFormat.of().formatHex(hash, 0, 12) + "\"");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java has SHA-256", e);
      }
    }
  }

  private final Map<String, Content> files = new LinkedHashMap<>();

  /** Reads every file once. */
  FileResource() {
    OWN.forEach(name -> files.put(name, Content.of(read("/web/" + name))));
    WebJarVersionLocator locator = new WebJarVersionLocator();
    LIBRARIES.forEach(
        (path, jar) ->
            files.put(
                "lib/" + path.substring(path.lastIndexOf('/') + 1),
                Content.of(read("/" + locator.fullPath(jar, path)))));
    byte[] contract = read("/openapi.yaml");
    files.put("openapi.yaml", Content.of(contract));
    files.put("openapi.json", Content.of(json(contract)));
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.get("/docs", this::docs);
    routes.get("/openapi.yaml", ctx -> send(ctx, "openapi.yaml"));
    routes.get("/openapi.json", ctx -> send(ctx, "openapi.json"));
    routes.get("/assets/{file}", ctx -> send(ctx, ctx.pathParam("file")));
    routes.get("/assets/lib/{file}", ctx -> send(ctx, "lib/" + ctx.pathParam("file")));
  }

  /** Swagger UI writes styles into its elements. */
  private void docs(Context ctx) {
    String policy = String.valueOf(ctx.res().getHeader(POLICY));
    ctx.header(POLICY, policy.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'"));
    send(ctx, "docs.html");
  }

  private void send(Context ctx, String name) {
    Content content = files.get(name);
    if (content == null) {
      throw ApiException.notFound("no file of this name");
    }
    // asked for each time, answered only when it has changed
    String ending = name.substring(name.lastIndexOf('.') + 1);
    ctx.header("Cache-Control", "no-cache")
        .header("ETag", content.etag())
        .contentType(Objects.requireNonNull(MEDIA_TYPES.get(ending)));
    if (EntityTags.isKnown(ctx, content.etag())) {
      ctx.status(304);
      return;
    }
    byte[] gzip = content.gzip();
    if (gzip != null && Gzip.isWanted(ctx)) {
      Gzip.describe(ctx);
      ctx.result(gzip);
    } else {
      ctx.result(content.bytes());
    }
  }

  private static byte[] json(byte[] yaml) {
    try {
      return Replies.bytes(new YAMLMapper().readTree(yaml));
    } catch (IOException e) {
      throw new UncheckedIOException("openapi.yaml is damaged", e);
    }
  }

  private static byte[] read(String path) {
    try (InputStream in = FileResource.class.getResourceAsStream(path)) {
      return Objects.requireNonNull(in, path + " is missing from the jar").readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(path + " cannot be read", e);
    }
  }
}

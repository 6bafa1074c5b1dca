package dev.aischeduler.web.api;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.aischeduler.web.api.reply.ApiException;
import dev.aischeduler.web.api.reply.Replies;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The live page, the documentation and the contract: files that ship with the product. */
final class PageResource implements Resource {
  private static final Map<String, String> MEDIA_TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "yaml", "application/yaml; charset=utf-8",
          "json", "application/json");

  private final Map<String, byte[]> files = new LinkedHashMap<>();

  /** Reads every file once. */
  PageResource() {
    for (String name :
        new String[] {
          "index.html",
          "docs.html",
          "app.css",
          "icon.svg",
          "app.js",
          "api.js",
          "lanes.js",
          "nodes.js",
          "tenants.js",
          "runs.js",
          "schedules.js",
          "tasks.js",
          "forms.js",
          "results.js",
          "docs.js"
        }) {
      files.put(name, read("/web/" + name));
    }
    byte[] contract = read("/openapi.yaml");
    files.put("openapi.yaml", contract);
    files.put("openapi.json", json(contract));
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.get("/", ctx -> send(ctx, "index.html"));
    routes.get("/docs", ctx -> send(ctx, "docs.html"));
    routes.get("/openapi.yaml", ctx -> send(ctx, "openapi.yaml"));
    routes.get("/openapi.json", ctx -> send(ctx, "openapi.json"));
    routes.get("/assets/{file}", ctx -> send(ctx, ctx.pathParam("file")));
  }

  private void send(Context ctx, String name) {
    byte[] content = files.get(name);
    if (content == null) {
      throw ApiException.notFound("no file of this name");
    }
    String ending = name.substring(name.lastIndexOf('.') + 1);
    ctx.header("Cache-Control", "no-cache")
        .contentType(Objects.requireNonNull(MEDIA_TYPES.get(ending)))
        .result(content);
  }

  private static byte[] json(byte[] yaml) {
    try {
      return Replies.bytes(new YAMLMapper().readTree(yaml));
    } catch (IOException e) {
      throw new UncheckedIOException("openapi.yaml is damaged", e);
    }
  }

  private static byte[] read(String path) {
    try (InputStream in = PageResource.class.getResourceAsStream(path)) {
      return Objects.requireNonNull(in, path + " is missing from the jar").readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(path + " cannot be read", e);
    }
  }
}

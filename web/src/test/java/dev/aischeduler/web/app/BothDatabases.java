package dev.aischeduler.web.app;

import dev.aischeduler.config.Settings;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import dev.aischeduler.jobs.image.ImageRequest;
import dev.aischeduler.jobs.image.ImageTask;
import dev.aischeduler.jobs.llm.LlmRequest;
import dev.aischeduler.jobs.llm.LlmTask;
import dev.aischeduler.jobs.tts.TtsRequest;
import dev.aischeduler.jobs.tts.TtsTask;
import dev.aischeduler.web.Handlers;
import java.io.IOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests two products, one on each database, with scripted handlers of every task type; they
 * are started once for all classes.
 */
public final class BothDatabases implements ParameterResolver {

  /** JUnit closes it after the last test. */
  private record Shared(Apps apps) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      for (RunningApp app : apps.byDialect().values()) {
        app.close();
      }
    }
  }

  /** The products by their database. */
  public record Apps(Map<Dialect, RunningApp> byDialect) {
    /** The client of the product on this database. */
    public Http on(Dialect dialect) {
      return byDialect.get(dialect).http();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType().equals(Apps.class);
  }

  @Override
  public Apps resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(BothDatabases.class))
        .getOrComputeIfAbsent("apps", key -> new Shared(start()), Shared.class)
        .apps();
  }

  private static Apps start() {
    Map<Dialect, RunningApp> apps = new EnumMap<>(Dialect.class);
    for (Dialect dialect : Dialect.values()) {
      apps.put(dialect, start(Map.of(), TestDatabases.settings(dialect)));
    }
    return new Apps(apps);
  }

  private static RunningApp start(Map<String, String> overrides, Settings.Database database) {
    Map<String, String> all = new HashMap<>(overrides);
    all.put("database.url", database.url());
    all.put("database.username", database.username());
    all.put("database.password", database.password());
    return RunningApp.start(
        all,
        (settings, catalogue, devices, cache) ->
            new Handlers(
                List.of(
                    new ScriptedHandler<>(LlmTask.TYPE, LlmRequest.class),
                    new ScriptedHandler<>(TtsTask.TYPE, TtsRequest.class),
                    new ScriptedHandler<>(ImageTask.TYPE, ImageRequest.class)),
                () -> {}));
  }
}

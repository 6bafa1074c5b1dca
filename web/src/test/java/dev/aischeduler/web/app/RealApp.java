package dev.aischeduler.web.app;

import dev.aischeduler.jobs.shipped.ShippedTasks;
import dev.aischeduler.web.Handlers;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests one product with the real miniature models; it is started once for all classes. */
public final class RealApp implements ParameterResolver {
  /** JUnit closes it after the last test. */
  private record Shared(RunningApp app) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      app.close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType().equals(RunningApp.class);
  }

  @Override
  public RunningApp resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(RealApp.class))
        .getOrComputeIfAbsent(
            "app",
            key -> new Shared(RunningApp.start(Map.of(), Handlers.of(ShippedTasks.modules()))),
            Shared.class)
        .app();
  }
}

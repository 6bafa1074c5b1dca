package dev.aischeduler.web.api;

import io.javalin.config.RoutesConfig;

/** A group of endpoints about one thing. */
public interface Resource {
  /** Adds its endpoints. */
  void register(RoutesConfig routes);
}

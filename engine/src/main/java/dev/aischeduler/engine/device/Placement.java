package dev.aischeduler.engine.device;

/**
 * A job or a model on a device; {@link #close} makes its share free again.
 *
 * @param device where it is
 * @param release what closing does
 */
public record Placement(Device device, Runnable release) implements AutoCloseable {
  @Override
  public void close() {
    release.run();
  }
}

package dev.aischeduler.engine.event;

/** An open subscription; closing it ends the calls. */
public interface Subscription extends AutoCloseable {
  @Override
  void close();
}

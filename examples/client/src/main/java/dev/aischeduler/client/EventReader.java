package dev.aischeduler.client;

import java.util.concurrent.Flow;
import java.util.function.Consumer;

/** Reads the lines of one stream of server-sent events. For one stream. */
final class EventReader implements Flow.Subscriber<String> {
  private final Consumer<ServerEvent> listener;
  private final StringBuilder data = new StringBuilder();
  private String id = "";
  private String name = "";

  /**
   * A reader.
   *
   * @param listener is told each event on the connection's thread, one at a time
   */
  EventReader(Consumer<ServerEvent> listener) {
    this.listener = listener;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(String line) {
    int colon = line.indexOf(':');
    if (line.isEmpty()) {
      dispatch();
    } else if (colon != 0) {
      String field = colon < 0 ? line : line.substring(0, colon);
      String value = colon < 0 ? "" : line.substring(colon + 1);
      take(field, value.startsWith(" ") ? value.substring(1) : value);
    }
  }

  private void take(String field, String value) {
    switch (field) {
      case "id" -> id = value;
      case "event" -> name = value;
      case "data" -> data.append(value).append('\n');
      default -> {
        // unknown fields have no meaning
      }
    }
  }

  private void dispatch() {
    if (!data.isEmpty()) {
      data.setLength(data.length() - 1);
      listener.accept(new ServerEvent(id, name.isEmpty() ? "message" : name, data.toString()));
    }
    id = "";
    name = "";
    data.setLength(0);
  }

  /** An event that was cut off is lost; it comes again. */
  @Override
  public void onError(Throwable cut) {
    data.setLength(0);
  }

  @Override
  public void onComplete() {
    data.setLength(0);
  }
}

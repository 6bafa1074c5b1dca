package dev.aischeduler.client;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** How much of a text was told; what is told next follows it. For one thread at a time. */
final class TextPosition {
  private final Consumer<String> listener;
  private final AtomicInteger told = new AtomicInteger();

  TextPosition(Consumer<String> listener) {
    this.listener = listener;
  }

  /** Characters that were told, as UTF-16 counts them. */
  int told() {
    return told.get();
  }

  /** Tells what follows. */
  void append(String text) {
    if (!text.isEmpty()) {
      told.addAndGet(text.length());
      Workers.tell(listener, text);
    }
  }

  /** Tells what is missing of the whole text. */
  void finish(String whole) {
    append(whole.substring(Math.min(told.get(), whole.length())));
  }
}

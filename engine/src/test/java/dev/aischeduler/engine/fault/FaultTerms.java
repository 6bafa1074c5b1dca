package dev.aischeduler.engine.fault;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the submissions of {@link FaultScenario} differ in; the defaults are good for the rest. */
record FaultTerms(
    @Nullable String key,
    @Nullable String uniqueKey,
    @Nullable Instant runAt,
    @Nullable Integer timeoutS,
    @Nullable Integer queueTimeoutS,
    @Nullable String tenant,
    List<String> tags) {
  static final FaultTerms NONE = new FaultTerms(null, null, null, null, null, null, List.of());

  static FaultTerms key(String key) {
    return new FaultTerms(key, null, null, null, null, null, List.of());
  }

  static FaultTerms unique(String key) {
    return new FaultTerms(null, key, null, null, null, null, List.of());
  }

  static FaultTerms at(Instant time) {
    return new FaultTerms(null, null, time, null, null, null, List.of());
  }

  static FaultTerms timeout(int seconds, String key) {
    return new FaultTerms(key, null, null, seconds, null, null, List.of());
  }

  static FaultTerms queueTimeout(int seconds) {
    return new FaultTerms(null, null, null, null, seconds, null, List.of());
  }

  static FaultTerms tenant(String name) {
    return new FaultTerms(null, null, null, null, null, name, List.of());
  }

  static FaultTerms tagged(String tag) {
    return new FaultTerms(null, null, null, null, null, null, List.of(tag));
  }
}

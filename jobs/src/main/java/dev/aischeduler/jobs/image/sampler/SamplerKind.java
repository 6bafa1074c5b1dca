package dev.aischeduler.jobs.image.sampler;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The samplers on offer. */
public enum SamplerKind {
  /** {@link DdimSampler}. */
  DDIM,
  /** {@link EulerSampler}. */
  EULER;

  /** The name in requests and results: {@code ddim}, {@code euler}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The sampler of a name, if there is one. */
  public static Optional<SamplerKind> of(String wireName) {
    return Arrays.stream(values()).filter(kind -> kind.wireName().equals(wireName)).findFirst();
  }

  /** All names. */
  public static List<String> names() {
    return Arrays.stream(values()).map(SamplerKind::wireName).toList();
  }

  /**
   * A sampler for one picture.
   *
   * @param steps 1..{@link NoiseSchedule#trained()}
   */
  public Sampler sampler(NoiseSchedule schedule, int steps) {
    return switch (this) {
      case DDIM -> new DdimSampler(schedule, steps);
      case EULER -> new EulerSampler(schedule, steps);
    };
  }
}

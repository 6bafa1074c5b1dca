package dev.aischeduler.web.cli.models;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which copy of a model is meant. */
final class DeviceOption {
  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      description = "Only the copy on this device, such as gpu1.")
  private @Nullable String device;

  /** As the query of a URL; empty when it is left out. */
  String query() {
    return device == null ? "" : "?device=" + URLEncoder.encode(device, StandardCharsets.UTF_8);
  }
}

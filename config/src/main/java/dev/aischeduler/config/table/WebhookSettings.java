package dev.aischeduler.config.table;

import java.util.List;

/** What {@code webhooks} holds: how ends of jobs and runs are reported to receivers. */
final class WebhookSettings {
  /** 24 to 64 bytes in base64. */
  private static final String SECRET = "whsec_[A-Za-z0-9+/]{32,86}={0,2}";

  private WebhookSettings() {}

  /** In the order of {@code config.json}. */
  static List<Setting> all() {
    return List.of(
        Setting.text(
                "webhooks.secret",
                "",
                "|" + SECRET + "(," + SECRET + ")?",
                "empty, or whsec_ and 24 to 64 bytes in base64; two of them between commas while"
                    + " receivers change over",
                "Secret that signs webhooks; without it callback_url is refused.")
            .masked(),
        Setting.text(
            "webhooks.allowed_networks",
            "",
            "[0-9A-Fa-f:./, ]{0,1024}",
            "networks between commas, such as 10.0.0.0/8,fd00::/8, or empty",
            "Private networks whose receivers may be called; public addresses always may."),
        Setting.whole(
            "webhooks.timeout_s",
            10,
            1,
            60,
            "Seconds that a receiver has for its answer, connection included."));
  }
}

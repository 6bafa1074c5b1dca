package dev.aischeduler.config.table;

import java.util.List;

/**
 * What {@code security} and {@code hub} hold: access to the API, and the hub that models come from.
 */
final class AccessSettings {

  private AccessSettings() {}

  /** What {@code security} holds itself, in the order of {@code config.json}. */
  static List<Setting> security() {
    return List.of(
        Setting.text(
                "security.api_key",
                "",
                "|[\\x21-\\x7e]{8,256}",
                "empty, or 8 to 256 visible ASCII characters",
                "A key with the role admin beside those in the database (`keys create`). When it is"
                    + " set, every request needs a key: Authorization: Bearer KEY.")
            .masked(),
        Setting.flag(
            "security.required",
            false,
            "true asks every request for a key even while none was made; false lets everybody who"
                + " reaches the loopback address be admin until the first key is made."),
        Setting.whole(
            "security.session_idle_minutes",
            60,
            1,
            44_640,
            "Minutes without a request after which a login at a browser is over."),
        Setting.whole(
            "security.session_hours",
            12,
            1,
            744,
            "Hours after which every login at a browser is over."));
  }

  /** What {@code hub} holds. */
  static List<Setting> hub() {
    return List.of(
        Setting.text(
                "hub.url",
                "https://huggingface.co",
                "https?://[^\\s?#@]{1,512}",
                "an address that begins with http:// or https://, without user, query or fragment",
                "Hub that `models pull` fetches from, or a mirror of it.")
            .variable("HF_ENDPOINT"),
        Setting.text(
                "hub.token",
                "",
                "[\\x21-\\x7e]{0,512}",
                "a token of visible ASCII characters",
                "Token for private and gated repositories; sent to the hub's own host only.")
            .variable("HF_TOKEN")
            .masked());
  }
}

package dev.aischeduler.config.table;

import java.util.List;

/** What {@code bot} holds: chat bots that answer with jobs. */
final class BotSettings {
  private static final String SECRET = "|[\\x21-\\x7e]{16,256}";
  private static final String SECRET_WORDS = "empty, or 16 to 256 visible ASCII characters";
  private static final String IDS = "|\\*|[0-9]{1,19}( ?, ?[0-9]{1,19}){0,1999}";
  private static final String IDS_WORDS =
      "empty for none, * for every one, or numbers between commas";
  private static final String TENANT = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";
  private static final int MOST_A_DAY = 100_000;

  private BotSettings() {}

  /** In the order of {@code config.json}. */
  static List<Setting> all() {
    return List.of(
        Setting.flag(
            "bot.onebot.enabled",
            false,
            "true takes messages of QQ bots that speak OneBot v11 (NapCat, go-cqhttp) at"
                + " /api/v1/qq/callback and /api/v1/qq/websocket. Needs bot.onebot.secret."),
        Setting.text(
                "bot.onebot.secret",
                "",
                SECRET,
                SECRET_WORDS,
                "Secret that the bot signs the events with which it posts (X-Signature).")
            .masked(),
        Setting.text(
                "bot.onebot.access_token",
                "",
                SECRET,
                SECRET_WORDS,
                "Token that the bot's WebSocket must bring, and that its HTTP API is called with."
                    + " Without it no WebSocket is taken.")
            .masked(),
        Setting.text(
            "bot.onebot.api_url",
            "",
            "(https?://[^\\s?#@]{1,512})?",
            "an address that begins with http:// or https://, without user, query or fragment, or"
                + " empty",
            "Address of the bot's HTTP API, which answers to posted messages are sent to; empty for"
                + " a bot that is answered by its WebSocket alone."),
        Setting.text(
            "bot.onebot.allowed_groups",
            "",
            IDS,
            IDS_WORDS,
            "Groups whose members may use the bot there."),
        Setting.text(
            "bot.onebot.allowed_users",
            "",
            IDS,
            IDS_WORDS,
            "Persons who may use the bot in a private chat."),
        Setting.flag(
            "bot.onebot.require_mention",
            true,
            "false answers every message of an allowed group, true those that mention the bot (@)."),
        Setting.text(
            "bot.onebot.tenant", "default", TENANT, "the name of a tenant", "Tenant of the jobs."),
        Setting.whole(
            "bot.onebot.priority",
            -1,
            -1,
            9,
            "Priority of the jobs; -1 for what their lanes give."),
        Setting.text(
            "bot.onebot.system",
            "",
            "[^\\x00]{0,4000}",
            "a text of at most 4000 characters",
            "Instructions to the model ahead of every conversation; empty for the model's own."),
        Setting.whole(
            "bot.onebot.history_turns",
            6,
            0,
            50,
            "Questions with their answers that the model is told of again; 0 for none."),
        Setting.whole(
            "bot.onebot.history_minutes",
            30,
            1,
            10_080,
            "Minutes after which a turn of a conversation is forgotten."),
        Setting.whole(
            "bot.onebot.max_chars",
            2000,
            1,
            32_000,
            "Longest message that is taken, in characters."),
        Setting.whole(
            "bot.onebot.messages_per_minute",
            10,
            0,
            10_000,
            "Messages that a person may send in a minute; 0 for any number."),
        Setting.whole(
            "bot.onebot.pictures_per_day",
            20,
            0,
            MOST_A_DAY,
            "Pictures that a person may ask for in 24 hours; 0 for any number."),
        Setting.whole(
            "bot.onebot.recordings_per_day",
            50,
            0,
            MOST_A_DAY,
            "Recordings that a person may ask for in 24 hours; 0 for any number."),
        Setting.whole(
            "bot.onebot.max_age_s",
            300,
            10,
            Setting.DAY_S,
            "Seconds after which a message that arrives late is dropped."),
        Setting.whole(
            "bot.onebot.answer_minutes",
            60,
            1,
            10_080,
            "Minutes after which a message is not answered any more, and its job is cancelled."),
        Setting.whole(
            "bot.onebot.answer_chars",
            1500,
            100,
            4000,
            "Characters after which an answer goes on in another message."));
  }
}

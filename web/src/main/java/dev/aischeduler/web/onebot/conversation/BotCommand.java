package dev.aischeduler.web.onebot.conversation;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a message asks for.
 *
 * @param argument what stands behind the command; the whole message for {@link Kind#CHAT}
 */
public record BotCommand(Kind kind, String argument) {
  /** What can be asked for. */
  public enum Kind {
    /** An answer in words. */
    CHAT,
    /** A picture. */
    DRAW,
    /** A recording. */
    SAY,
    /** What is going on. */
    STATUS,
    /** To stop it. */
    CANCEL,
    /** To begin a conversation anew. */
    NEW,
    /** What can be asked for. */
    HELP
  }

  private static final Map<String, Kind> ENGLISH =
      Map.of(
          "draw", Kind.DRAW,
          "say", Kind.SAY,
          "status", Kind.STATUS,
          "cancel", Kind.CANCEL,
          "new", Kind.NEW,
          "help", Kind.HELP);

  /** Whole messages, with a slash before them or without. */
  private static final Map<String, Kind> CHINESE =
      Map.of(
          "状态", Kind.STATUS,
          "取消", Kind.CANCEL,
          "新话题", Kind.NEW,
          "帮助", Kind.HELP);

  /** These begin with the word for drawing or saying, and mean something else. */
  private static final Set<String> OTHER_WORDS =
      Set.of(
          "画家", "画面", "画画", "画像", "画质", "画展", "画风", "画廊", "画册", "说说", "说明", "说话", "说法", "说不", "说起",
          "说到", "说服", "说谎", "说唱", "说实", "说真", "说来");

  private static final String SEPARATORS = " \t\n　:：,，";

  /** Reads a message without blanks at its ends. */
  public static BotCommand parse(String text) {
    boolean slash = text.startsWith("/") || text.startsWith("／");
    String body = slash ? text.substring(1) : text;
    if (slash) {
      String[] words = body.split("\\s+", 2);
      Kind kind = ENGLISH.get(words[0].toLowerCase(Locale.ROOT));
      if (kind != null) {
        return new BotCommand(kind, words.length > 1 ? words[1].strip() : "");
      }
    }
    Kind whole = CHINESE.get(body);
    if (whole != null) {
      return new BotCommand(whole, "");
    }
    for (Kind kind : List.of(Kind.DRAW, Kind.SAY)) {
      String word = kind == Kind.DRAW ? "画" : "说";
      boolean other = OTHER_WORDS.stream().anyMatch(body::startsWith);
      if (body.startsWith(word) && (slash || !other)) {
        return new BotCommand(kind, withoutSeparators(body.substring(1)));
      }
    }
    return new BotCommand(Kind.CHAT, text);
  }

  private static String withoutSeparators(String text) {
    int start = 0;
    while (start < text.length() && SEPARATORS.indexOf(text.charAt(start)) >= 0) {
      start++;
    }
    return text.substring(start).strip();
  }
}

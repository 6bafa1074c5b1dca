package dev.aischeduler.engine.schedule.time;

import com.cronutils.descriptor.CronDescriptor;
import com.cronutils.model.Cron;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Says what a cron expression means: in plain words for the shapes that people use, else in the
 * words of the library (English) or field by field (Chinese, which the library garbles).
 */
final class CronDescriptions {
  private static final List<String> CHINESE_FIELDS = List.of("秒", "分", "时", "日", "月", "星期", "年");

  private CronDescriptions() {}

  static Description of(Cron cron) {
    boolean quartz = isQuartz(cron);
    List<String> fields = fields(cron.asString(), quartz);
    Optional<CronShape> shape = CronShape.of(fields, quartz);
    String english = shape.map(EnglishTimes::of).orElseGet(() -> library(cron));
    String chinese = shape.map(ChineseTimes::of).orElseGet(() -> fieldByField(fields));
    return new Description(english, chinese);
  }

  private static boolean isQuartz(Cron cron) {
    return cron.asString().split(" ").length > 5;
  }

  /** Always second, minute, hour, day, month, weekday, year. */
  private static List<String> fields(String text, boolean quartz) {
    List<String> all = List.of(text.toUpperCase(Locale.ROOT).split(" "));
    if (!quartz) {
      return List.of("0", all.get(0), all.get(1), all.get(2), all.get(3), all.get(4), "*");
    }
    return all.size() == CHINESE_FIELDS.size()
        ? all
        : List.of(all.get(0), all.get(1), all.get(2), all.get(3), all.get(4), all.get(5), "*");
  }

  /** The library writes times of day in the digits of the machine's language. */
  private static String library(Cron cron) {
    StringBuilder text = new StringBuilder();
    CronDescriptor.instance(Locale.ENGLISH)
        .describe(cron)
        .codePoints()
        .map(c -> Character.isDigit(c) ? '0' + Character.digit(c, 10) : c)
        .forEach(text::appendCodePoint);
    return text.toString();
  }

  private static String fieldByField(List<String> fields) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < fields.size(); i++) {
      String value = fields.get(i);
      if (!value.equals("*") && !value.equals("?")) {
        text.append(text.isEmpty() ? "" : ",")
            .append(CHINESE_FIELDS.get(i))
            .append(' ')
            .append(value);
      }
    }
    return text.isEmpty() ? "每秒" : text.toString();
  }
}

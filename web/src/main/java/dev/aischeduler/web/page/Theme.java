package dev.aischeduler.web.page;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether the pages are light or dark. */
public enum Theme {
  /** As the browser is set. */
  SYSTEM,
  /** Dark on light. */
  LIGHT,
  /** Light on dark. */
  DARK;

  /** Its name in preferences and style sheets. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The theme of this name; {@link #SYSTEM} for any other. */
  public static Theme of(@Nullable String code) {
    for (Theme theme : values()) {
      if (theme.code().equals(code)) {
        return theme;
      }
    }
    return SYSTEM;
  }

  /** The theme that the switch goes to next. */
  public Theme next() {
    return switch (this) {
      case SYSTEM -> LIGHT;
      case LIGHT -> DARK;
      case DARK -> SYSTEM;
    };
  }
}

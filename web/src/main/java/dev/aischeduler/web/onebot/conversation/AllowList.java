package dev.aischeduler.web.onebot.conversation;

import dev.aischeduler.config.Settings;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who may use the bot: the members of some groups there, and some persons in private. */
public final class AllowList {
  private final Ids groups;
  private final Ids users;

  /** As configured; an empty list is nobody. */
  public AllowList(Settings.OneBot settings) {
    this.groups = Ids.of(settings.allowedGroups());
    this.users = Ids.of(settings.allowedUsers());
  }

  /**
   * Some numbers, or all.
   *
   * @param some ignored when all are meant
   */
  private record Ids(boolean all, Set<Long> some) {
    static Ids of(String setting) {
      if (setting.equals("*")) {
        return new Ids(true, Set.of());
      }
      return new Ids(
          false,
          Stream.of(setting.split(",", -1))
              .map(String::strip)
              .filter(id -> !id.isEmpty())
              .map(Ids::number)
              .collect(Collectors.toUnmodifiableSet()));
    }

    /** 19 digits may be more than a long holds; nobody has such a number. */
    private static long number(String digits) {
      try {
        return Long.parseLong(digits);
      } catch (NumberFormatException e) {
        return -1;
      }
    }

    boolean has(long id) {
      return all || some.contains(id);
    }
  }

  /**
   * Whether a person may use the bot in a place.
   *
   * @param groupId null for a private chat
   */
  public boolean permits(long userId, @Nullable Long groupId) {
    return groupId == null ? users.has(userId) : groups.has(groupId);
  }
}

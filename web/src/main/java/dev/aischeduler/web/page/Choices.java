package dev.aischeduler.web.page;

import dev.aischeduler.db.run.RunStatus;
import dev.aischeduler.web.api.reply.ApiException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Members of closed sets that the reader chooses in the address of a page. */
public final class Choices {
  private Choices() {}

  /**
   * The member of this name; null for none.
   *
   * @param parameter that holds the name
   * @throws ApiException 400 when no member is called so
   */
  public static <T> @Nullable T one(
      String parameter, @Nullable String name, T[] members, Function<T, String> names) {
    if (name == null) {
      return null;
    }
    List<String> known = Arrays.stream(members).map(names).toList();
    int place = known.indexOf(name);
    if (place < 0) {
      throw ApiException.invalid(parameter, "is unknown")
          .remedy("one of: " + String.join(", ", known));
    }
    return members[place];
  }

  /** The states of runs that parameter {@code status} chooses; none for all. */
  public static Set<RunStatus> runStatuses(@Nullable String name) {
    RunStatus status = one("status", name, RunStatus.values(), RunStatus::wireName);
    return status == null ? Set.of() : Set.of(status);
  }

  /** The names of the states of runs. */
  public static List<String> runStatuses() {
    return Arrays.stream(RunStatus.values()).map(RunStatus::wireName).toList();
  }
}

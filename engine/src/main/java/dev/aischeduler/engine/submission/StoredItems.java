package dev.aischeduler.engine.submission;

import dev.aischeduler.engine.refusal.NoRoomException;
import dev.aischeduler.engine.task.InvalidRequestException;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How many items of a run were stored, from the first on.
 *
 * @param count those that were stored
 * @param known whether the next was stored before, by another turn
 * @param full why there is no room for the next now; null when all were stored or the next is known
 */
public record StoredItems(int count, boolean known, @Nullable NoRoomException full) {

  /**
   * Stores items, as many at once as lanes and the limits of their tenant have room for. What does
   * not fit is halved until a single item does not, so that neither a limit below a piece nor
   * others who keep the lane nearly full hold a run up.
   *
   * @param store stores all of a piece in one transaction, or throws and stores none; false when
   *     one of them was stored before
   * @param atOnce items of the first piece
   */
  static StoredItems of(List<RunEntry> entries, int atOnce, Predicate<List<RunEntry>> store) {
    int count = 0;
    int piece = atOnce;
    while (count < entries.size()) {
      List<RunEntry> some = entries.subList(count, Math.min(entries.size(), count + piece));
      try {
        if (!store.test(some)) {
          return new StoredItems(count, true, null);
        }
        count += some.size();
      } catch (NoRoomException e) {
        if (some.size() == 1) {
          return new StoredItems(count, false, e);
        }
        piece = some.size() / 2;
      } catch (InvalidRequestException e) {
        // more than a limit ever lets in at once, unless it is the one item that is to blame
        if (some.size() == 1) {
          throw e;
        }
        piece = some.size() / 2;
      }
    }
    return new StoredItems(count, false, null);
  }
}

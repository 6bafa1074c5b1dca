package dev.aischeduler.db.transfer;

import dev.aischeduler.db.transfer.table.TableSum;
import java.util.ArrayList;
import java.util.List;

/**
 * Both sides of a copy, each read again after it.
 *
 * @param source what each table held
 * @param target what it holds now, in the same order
 */
public record Comparison(List<TableSum> source, List<TableSum> target) {

  /** True when every table has the same rows on both sides. */
  public boolean equal() {
    return source.equals(target);
  }

  /** Names of the tables that differ. */
  public List<String> different() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < source.size(); i++) {
      if (!source.get(i).equals(target.get(i))) {
        names.add(source.get(i).table());
      }
    }
    return names;
  }

  /** Rows of all tables of the source. */
  public long rows() {
    return source.stream().mapToLong(TableSum::rows).sum();
  }
}

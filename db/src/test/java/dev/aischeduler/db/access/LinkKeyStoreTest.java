package dev.aischeduler.db.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LinkKeyStoreTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void of_two_nodes_that_make_a_key_at_once_one_does(Dialect dialect) {
    try (Database database = TestDatabases.open(dialect)) {
      LinkKeyStore store = new LinkKeyStore(database);
      assertThat(store.newest()).isEmpty();
      LinkKey first = new LinkKey(1, "one", NOW);
      assertThat(store.insert(first)).isTrue();
      assertThat(store.insert(new LinkKey(1, "other", NOW))).isFalse();
      assertThat(store.newest()).contains(first);
    }
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void a_new_key_takes_the_place_of_the_old_one(Dialect dialect) {
    try (Database database = TestDatabases.open(dialect)) {
      LinkKeyStore store = new LinkKeyStore(database);
      store.insert(new LinkKey(1, "one", NOW));
      LinkKey second = new LinkKey(2, "two", NOW);
      assertThat(store.insert(second)).isTrue();
      assertThat(store.newest()).contains(second);
      long rows =
          database
              .jdbi()
              .withHandle(
                  h -> h.createQuery("SELECT COUNT(*) FROM link_key").mapTo(Long.class).one());
      assertThat(rows).isEqualTo(1);
      assertThat(second.toString()).doesNotContain("two");
    }
  }
}

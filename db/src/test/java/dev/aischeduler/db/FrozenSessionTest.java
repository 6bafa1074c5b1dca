package dev.aischeduler.db;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A process that stands still in a transaction holds its locks for seconds, not for ever. */
class FrozenSessionTest {

  @Test
  void postgresql_ends_sessions_that_idle_in_a_transaction() {
    try (Database database = TestDatabases.open(Dialect.POSTGRESQL)) {
      String limit =
          database
              .jdbi()
              .withHandle(
                  h ->
                      h.createQuery("SHOW idle_in_transaction_session_timeout")
                          .mapTo(String.class)
                          .one());
      assertThat(limit).isEqualTo("8s");
    }
  }
}

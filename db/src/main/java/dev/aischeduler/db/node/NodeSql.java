package dev.aischeduler.db.node;

import dev.aischeduler.db.Dialect;
import java.util.Locale;

/** The statements about nodes that differ between the databases. */
final class NodeSql {
  /** First half of the text whose hash is a node's advisory lock on PostgreSQL. */
  static final String LEASE_NAME = "ai-scheduler node ";

  /** Takes a node's lock for the session; false when another session holds it. */
  static final String TRY_LEASE = "SELECT pg_try_advisory_lock(hashtextextended(?, 42))";

  private static final String SELECT_NODES =
      """
      SELECT n.*, CURRENT_TIMESTAMP AS seen_at, %s AS database_started_at, %s AS leased
        FROM node n ORDER BY n.name""";

  /** A 64-bit advisory lock shows in pg_locks as two halves; objsubid 1 marks that kind. */
  private static final String POSTGRESQL_LEASED =
      """
      EXISTS (SELECT 1 FROM pg_locks l, hashtextextended('ai-scheduler node ' || n.name, 42) AS k
               WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
                 AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
                 AND l.classid::bigint = ((k >> 32) & 4294967295)
                 AND l.objid::bigint = (k & 4294967295))""";

  private NodeSql() {}

  /** Every node, with the time of the database, its start (PostgreSQL) and the state of leases. */
  static String selectNodes(Dialect dialect) {
    return switch (dialect) {
      case POSTGRESQL ->
          String.format(Locale.ROOT, SELECT_NODES, "pg_postmaster_start_time()", POSTGRESQL_LEASED);
      case H2 ->
          String.format(
              Locale.ROOT, SELECT_NODES, "CAST(NULL AS timestamp with time zone)", "FALSE");
    };
  }
}

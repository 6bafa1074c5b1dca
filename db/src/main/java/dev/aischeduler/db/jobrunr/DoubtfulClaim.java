package dev.aischeduler.db.jobrunr;

import dev.aischeduler.db.job.Job;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.jobrunr.jobs.states.ProcessingState;
import org.jobrunr.storage.ConcurrentJobModificationException;
import org.jobrunr.storage.StorageException;
import org.jobrunr.storage.sql.common.db.Transaction;

/**
 * A claim whose connection broke at its commit: it may be done, but nobody would run what it got.
 */
final class DoubtfulClaim {
  private DoubtfulClaim() {}

  /**
   * Puts the jobs of an earlier try of a claim back in the queue where that try was committed after
   * all; they lose no attempt.
   *
   * @param server the job server that claims
   * @throws StorageException when the database is away; call it again then
   */
  static void putBack(JobRunrStorage storage, UUID server, LaneRequest claim) {
    for (Job row : claim.claimed()) {
      try (Connection connection = storage.connection();
          Transaction transaction = new Transaction(connection)) {
        var job = storage.table(connection).selectJobById(row.id());
        if (job.isPresent()
            && job.get().getJobState() instanceof ProcessingState processing
            && processing.getServerId().equals(server)) {
          job.get().failed("not started", new PutBackException("the claim was in doubt"));
          job.get().enqueue();
          storage.table(connection).save(job.get());
          transaction.commit();
        }
      } catch (ConcurrentJobModificationException e) {
        // cancelled, or taken for an orphan: no longer ours
      } catch (SQLException e) {
        throw new StorageException(e);
      }
    }
    claim.claimed().clear();
  }
}

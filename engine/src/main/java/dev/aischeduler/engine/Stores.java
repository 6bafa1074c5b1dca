package dev.aischeduler.engine;

import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.artifact.ArtifactStore;
import dev.aischeduler.db.artifact.DatabaseContentStore;
import dev.aischeduler.db.job.EventLogStore;
import dev.aischeduler.db.job.JobSearch;
import dev.aischeduler.db.job.JobStore;
import dev.aischeduler.db.job.LaneQueue;
import dev.aischeduler.db.lane.LaneStore;
import dev.aischeduler.db.openai.OpenAiObjectStore;
import dev.aischeduler.db.queue.JobQueue;
import dev.aischeduler.db.run.RunItemStore;
import dev.aischeduler.db.run.RunStore;
import dev.aischeduler.db.run.RunTurnStore;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The stores that several parts of the engine share.
 *
 * @param waiting what waits in the lanes
 * @param lanes with a row of each lane
 * @param manifests of runs: in the database whatever {@code artifacts.store} says
 * @param objects of the API in OpenAI's shape
 * @param types that may have jobs: the known ones first, then those that are gone
 */
record Stores(
    JobStore jobs,
    EventLogStore eventLog,
    JobQueue queue,
    JobSearch search,
    LaneQueue waiting,
    LaneStore lanes,
    RunStore runs,
    RunItemStore runItems,
    RunTurnStore runTurns,
    ArtifactStore manifests,
    OpenAiObjectStore objects,
    List<TaskType> types) {

  /** Stores of a database; the lanes that the settings name get their rows. */
  static Stores of(NodeSetup setup) {
    Database database = setup.database();
    LaneStore lanes = new LaneStore(database);
    lanes.makeRows(setup.settings().lanes().types(), setup.clock().instant());
    List<TaskType> types = types(setup.settings(), lanes);
    return new Stores(
        new JobStore(database),
        new EventLogStore(database),
        new JobQueue(database),
        new JobSearch(database, types),
        new LaneQueue(database),
        lanes,
        new RunStore(database),
        new RunItemStore(database),
        new RunTurnStore(database),
        new ArtifactStore(database.jdbi(), new DatabaseContentStore(database, setup.clock())),
        new OpenAiObjectStore(database),
        types);
  }

  /** The lanes that may have jobs: the known ones first, then those of types that are gone. */
  private static List<TaskType> types(Settings settings, LaneStore store) {
    Set<TaskType> lanes = new LinkedHashSet<>(settings.lanes().types());
    lanes.addAll(store.all());
    return List.copyOf(lanes);
  }
}

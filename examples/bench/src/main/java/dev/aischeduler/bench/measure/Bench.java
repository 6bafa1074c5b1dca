package dev.aischeduler.bench.measure;

import dev.aischeduler.bench.database.Databases;
import dev.aischeduler.bench.peer.Peer;
import dev.aischeduler.bench.peer.PeerRun;
import dev.aischeduler.config.Settings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * What every measurement works with.
 *
 * @param databases where
 * @param peers what, those that run there, the product first
 * @param plan how much
 * @param progress hears one line for each figure
 * @param roundsUntil after this {@link System#nanoTime} no round but the first begins
 */
public record Bench(
    Databases databases, List<Peer> peers, Plan plan, Consumer<String> progress, long roundsUntil) {
  /**
   * Connections of each process and peer: as many as the workers of the largest run, and a few for
   * dispatchers and heartbeats.
   */
  static final int POOL_SIZE = 12;

  /** Something done to a peer on a fresh database. */
  @FunctionalInterface
  interface Work<T> {
    T on(PeerRun run, Settings.Database database) throws InterruptedException;
  }

  /** Whether there is time for a round, counted from 0; always for the first. */
  boolean begins(int round, int rounds) {
    return round < rounds && (round == 0 || System.nanoTime() - roundsUntil < 0);
  }

  /** Peers, or whatever takes turns, in the order of a round: another begins each time. */
  static <T> List<T> turns(List<T> all, int round) {
    List<T> turns = new ArrayList<>(all);
    Collections.rotate(turns, round);
    return turns;
  }

  /** The lower-case name of the kind of database. */
  String suffix() {
    return databases.suffix();
  }

  /** The name of the kind of database. */
  String databaseName() {
    return databases.name();
  }

  /** Opens a peer on a fresh database, works with it, and leaves nothing behind. */
  <T> T onFresh(Peer peer, int workers, IntConsumer body, Work<T> work)
      throws InterruptedException {
    Settings.Database database = databases.fresh(POOL_SIZE);
    try {
      try (PeerRun run = peer.open(database, workers, body)) {
        // nobody pays for the garbage of the one before
        System.gc();
        return work.on(run, database);
      }
    } finally {
      databases.drop(database);
    }
  }
}

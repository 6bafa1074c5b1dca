package dev.aischeduler.jobs.model.hub.transfer;

/** Receives the progress of a transfer, on the transferring thread. */
public interface TransferListener {

  /** A listener that ignores everything. */
  static TransferListener none() {
    return new TransferListener() {
      @Override
      public void started(String file, long size, long present) {}

      @Override
      public void advanced(long bytes) {}

      @Override
      public void finished(String file) {}

      @Override
      public void noted(String sentence) {}
    };
  }

  /**
   * A model's files are known.
   *
   * @param files how many
   * @param bytes of all of them
   * @param present bytes that earlier attempts fetched
   */
  default void planned(int files, long bytes, long present) {}

  /**
   * A file starts, or starts again after a failure.
   *
   * @param size bytes of the whole file
   * @param present bytes that an earlier attempt fetched
   */
  void started(String file, long size, long present);

  /** More bytes of the current file have arrived. */
  void advanced(long bytes);

  /** The current file is complete and checked. */
  void finished(String file);

  /** A sentence for people. */
  void noted(String sentence);
}

package dev.aischeduler.jobs.model.hub.transfer;

/** Hears how a transfer goes, on the transferring thread. */
public interface TransferListener {

  /** One that listens to nothing. */
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
   * @param present bytes that earlier tries left
   */
  default void planned(int files, long bytes, long present) {}

  /**
   * A file begins, or begins anew after a failure.
   *
   * @param size bytes of the whole file
   * @param present bytes that an earlier try left
   */
  void started(String file, long size, long present);

  /** So many more bytes of the current file have arrived. */
  void advanced(long bytes);

  /** The current file is complete and checked. */
  void finished(String file);

  /** Something that a person may want to know. */
  void noted(String sentence);
}

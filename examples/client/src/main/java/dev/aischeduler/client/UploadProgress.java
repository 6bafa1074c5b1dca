package dev.aischeduler.client;

/** Is told how much of a file has been sent, on a thread of the client. */
@FunctionalInterface
public interface UploadProgress {
  /**
   * Called for each part, of some 16 KiB; begins anew when the file is sent again.
   *
   * @param bytes sent so far
   * @param total size of the file
   */
  void sent(long bytes, long total);
}

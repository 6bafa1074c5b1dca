package org.h2.mvstore;

/**
 * Compaction with a choice that H2's public API does not give: {@link MVStore#compact} prefers old
 * chunks, be they almost full, and so mostly moves pages for nothing. H2's background writer, which
 * needs a {@code WRITE_DELAY}, makes the same call as this.
 */
public final class ChunkRewriter {
  private ChunkRewriter() {}

  /**
   * Marks pages as changed that live in chunks with few of them, so that the next commit writes
   * them anew and their chunks become free. Commits wait meanwhile.
   *
   * @param bytes of pages at most
   * @param fillPercent chunks that are fuller are left alone
   * @return false when there was nothing to do, or the store was busy
   */
  public static boolean rewrite(MVStore store, int bytes, int fillPercent) {
    try {
      Boolean done =
          store.tryExecuteUnderStoreLock(
              () -> store.getFileStore().rewriteChunks(bytes, fillPercent));
      return Boolean.TRUE.equals(done);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Percentage of live pages in the chunks that can be rewritten; the rest are whole. */
  public static int rewritableFillPercent(FileStore<?> file) {
    return file.getRewritableChunksFillRate();
  }
}

package dev.aischeduler.engine.bulkrun.manifest;

/**
 * The bytes of a row, as they stand in the manifest.
 *
 * @param line where it begins, 1..
 * @param bytes without the end of the line; only the first of a row that is too long
 * @param tooLong whether it is longer than {@link RowSplitter#MAX_ROW_BYTES}
 */
record RawRow(long line, byte[] bytes, boolean tooLong) {}

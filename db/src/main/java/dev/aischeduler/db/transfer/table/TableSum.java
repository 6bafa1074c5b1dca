package dev.aischeduler.db.transfer.table;

/**
 * What a table holds.
 *
 * @param table its name in lower case
 * @param rows how many
 * @param checksum of all values, 64 hexadecimal digits: the same on every database whose rows are
 *     the same
 */
public record TableSum(String table, long rows, String checksum) {}

package dev.aischeduler.bench.report;

import java.util.Map;

/**
 * One line of a table.
 *
 * @param name what was measured
 * @param cells by column; a column may be missing
 */
public record Row(String name, Map<String, Cell> cells) {}

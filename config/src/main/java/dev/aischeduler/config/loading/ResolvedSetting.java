package dev.aischeduler.config.loading;

/**
 * One setting with the value in force.
 *
 * @param path place in {@code config.json}
 * @param value the value as people may see it; secrets are masked
 * @param origin {@code default}, a file and line, a variable or an option
 * @param doc what the setting does, one sentence
 */
public record ResolvedSetting(String path, String value, String origin, String doc) {}

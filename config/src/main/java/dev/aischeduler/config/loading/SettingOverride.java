package dev.aischeduler.config.loading;

/**
 * A value from the command line; it wins over every other source.
 *
 * @param path the setting, for example {@code server.port}
 * @param value its value as text; lists are separated by commas
 * @param option the option as the user typed it, for example {@code --port}
 */
public record SettingOverride(String path, String value, String option) {}

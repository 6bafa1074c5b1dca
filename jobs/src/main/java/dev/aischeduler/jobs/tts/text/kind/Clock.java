package dev.aischeduler.jobs.tts.text.kind;

import org.jspecify.annotations.Nullable;

/**
 * A time of day.
 *
 * @param second -1 when not written
 * @param fraction digits of a part of a second, may be empty
 * @param half {@code "a"} or {@code "p"}, or null for the 24-hour clock
 * @param zone letters of a time zone, {@code Z}, an offset such as {@code +08:00}, or null
 */
record Clock(
    int hour,
    int minute,
    int second,
    String fraction,
    @Nullable String half,
    @Nullable String zone) {}

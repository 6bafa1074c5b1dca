package dev.aischeduler.engine.schedule.time;

/** What a pattern means, in two languages. */
public record Description(String english, String chinese) {}

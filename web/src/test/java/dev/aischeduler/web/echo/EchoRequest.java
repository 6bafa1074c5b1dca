package dev.aischeduler.web.echo;

import org.jspecify.annotations.Nullable;

/**
 * What an {@code echo} job says.
 *
 * @param words to say, at most 100 characters
 * @param times how often; null for once
 */
public record EchoRequest(@Nullable String words, @Nullable Integer times) {}

package dev.aischeduler.client;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A page of tasks, newest first.
 *
 * @param tasks without queue position, request, result and artifacts, which {@link
 *     AiScheduler#status} tells
 * @param next for {@link TaskQuery.Builder#after}; null on the last page
 */
public record TaskPage(List<Task> tasks, @Nullable UUID next) {}

package dev.aischeduler.web.api.view;

import java.util.List;
import java.util.UUID;

/** Stored history of one job, oldest first. */
public record EventsView(UUID taskId, List<EventView> events) {}

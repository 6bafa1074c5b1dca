package dev.aischeduler.web.api.view;

import java.util.List;
import java.util.UUID;

/** Files of one job. */
public record ArtifactsView(UUID taskId, List<ArtifactView> artifacts) {}

package dev.aischeduler.web.api.view;

import java.util.List;

/** Every lane. */
public record LanesView(List<LaneState> lanes) {}

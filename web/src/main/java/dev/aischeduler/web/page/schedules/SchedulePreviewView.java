package dev.aischeduler.web.page.schedules;

import dev.aischeduler.engine.schedule.SchedulePreview;
import org.jspecify.annotations.Nullable;

/** What a time pattern means, or what is wrong with it; the other is null. */
public record SchedulePreviewView(@Nullable SchedulePreview preview, @Nullable String problem) {}

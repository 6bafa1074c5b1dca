package dev.aischeduler.web.api.view;

import java.util.List;

/** System jobs, newest first. */
public record SystemJobsView(List<SystemJobView> systemJobs) {}

package dev.aischeduler.web.api.view;

import java.util.List;

/**
 * Models of this node.
 *
 * @param inUse the model of each task type
 * @param installed every folder of weights found, with its place in memory
 */
public record ModelsView(List<ModelState> inUse, List<ModelView> installed) {}

/**
 * The GPUs of this machine, as their driver describes them, and the native libraries that models
 * need to run on them. Nothing here runs a model.
 */
@NullMarked
package dev.aischeduler.jobs.gpu;

import org.jspecify.annotations.NullMarked;

/**
 * Installs models: pulls from a Hugging Face style hub, imports of local folders, verification,
 * removal.
 */
@NullMarked
package dev.aischeduler.jobs.model.hub;

import org.jspecify.annotations.NullMarked;

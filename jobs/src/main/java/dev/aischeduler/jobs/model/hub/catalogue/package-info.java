/** The models that can be pulled by name, and references to repositories of the hub. */
@NullMarked
package dev.aischeduler.jobs.model.hub.catalogue;

import org.jspecify.annotations.NullMarked;

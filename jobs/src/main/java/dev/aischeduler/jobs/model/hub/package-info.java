/**
 * The model catalogue: named models on a Hugging Face style hub, fetched with every check that a
 * hostile or broken hub makes necessary, and local folders taken in the same way.
 */
@NullMarked
package dev.aischeduler.jobs.model.hub;

import org.jspecify.annotations.NullMarked;

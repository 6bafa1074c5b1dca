/** Manifests: how rows are told apart, stored, read again from any position, and understood. */
@NullMarked
package dev.aischeduler.engine.bulkrun.manifest;

import org.jspecify.annotations.NullMarked;

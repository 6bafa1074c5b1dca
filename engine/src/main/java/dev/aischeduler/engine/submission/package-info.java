/** From a submission to stored jobs: checks, duplicates, limits, rows. */
@NullMarked
package dev.aischeduler.engine.submission;

import org.jspecify.annotations.NullMarked;

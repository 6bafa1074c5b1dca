/** Bulk runs: many jobs from one manifest, submitted in chunks as lanes have room for them. */
@NullMarked
package dev.aischeduler.engine.bulkrun;

import org.jspecify.annotations.NullMarked;

/** Finished pictures: pixels, resizing, PNG files. */
@NullMarked
package dev.aischeduler.jobs.image.picture;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.aischeduler.jobs.image;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.aischeduler.jobs;

import org.jspecify.annotations.NullMarked;

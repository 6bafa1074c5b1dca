@NullMarked
package dev.aischeduler.jobs.model;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.aischeduler.db.job;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.aischeduler.db.artifact;

import org.jspecify.annotations.NullMarked;

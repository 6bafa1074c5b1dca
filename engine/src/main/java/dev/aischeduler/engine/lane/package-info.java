@NullMarked
package dev.aischeduler.engine.lane;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.aischeduler.engine.event;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.aischeduler.engine;

import org.jspecify.annotations.NullMarked;

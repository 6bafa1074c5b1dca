@NullMarked
package dev.aischeduler.config;

import org.jspecify.annotations.NullMarked;

/** Settings and task types: the values that every module shares. */
@NullMarked
package dev.aischeduler.config;

import org.jspecify.annotations.NullMarked;

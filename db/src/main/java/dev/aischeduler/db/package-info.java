@NullMarked
package dev.aischeduler.db;

import org.jspecify.annotations.NullMarked;

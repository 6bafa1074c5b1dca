@NullMarked
package dev.aischeduler.bench.text;

import org.jspecify.annotations.NullMarked;

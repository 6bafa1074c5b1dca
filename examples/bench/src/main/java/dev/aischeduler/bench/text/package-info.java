/** How many test lines of text normalisers the speech front end reads as they expect. */
@NullMarked
package dev.aischeduler.bench.text;

import org.jspecify.annotations.NullMarked;

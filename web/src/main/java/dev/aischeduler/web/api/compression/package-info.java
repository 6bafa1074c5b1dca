/** Answers in gzip, for clients that take it. */
@NullMarked
package dev.aischeduler.web.api.compression;

import org.jspecify.annotations.NullMarked;

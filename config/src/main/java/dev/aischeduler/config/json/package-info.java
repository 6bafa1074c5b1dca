/** The JSON dialect of the product, and parsing of untrusted input within limits. */
@NullMarked
package dev.aischeduler.config.json;

import org.jspecify.annotations.NullMarked;

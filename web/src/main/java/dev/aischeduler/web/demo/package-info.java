/** Shows the whole product in under a minute. */
@NullMarked
package dev.aischeduler.web.demo;

import org.jspecify.annotations.NullMarked;

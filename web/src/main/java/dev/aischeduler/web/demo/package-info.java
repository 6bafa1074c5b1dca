/** The {@code demo} command: jobs of all task types on a temporary server, with a result page. */
@NullMarked
package dev.aischeduler.web.demo;

import org.jspecify.annotations.NullMarked;

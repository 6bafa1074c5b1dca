/** What is logged where: the documented levels over Logback, without any XML. */
@NullMarked
package dev.aischeduler.web.logging;

import org.jspecify.annotations.NullMarked;

/** Pages as the server makes them. */
@NullMarked
package dev.aischeduler.web.page;

import org.jspecify.annotations.NullMarked;

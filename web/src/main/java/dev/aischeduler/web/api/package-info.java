/** The REST API: one small class per resource, one mapping of errors. */
@NullMarked
package dev.aischeduler.web.api;

import org.jspecify.annotations.NullMarked;

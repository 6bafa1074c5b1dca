/**
 * The dashboard: pages that the server makes from templates. They read; every change is a call of
 * the REST API.
 */
@NullMarked
package dev.aischeduler.web.page;

import org.jspecify.annotations.NullMarked;

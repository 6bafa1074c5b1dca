/** What callers send, read and checked: headers, query parameters and JSON bodies. */
@NullMarked
package dev.aischeduler.web.api.request;

import org.jspecify.annotations.NullMarked;

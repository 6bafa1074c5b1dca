/** Models of this node, and what can be pulled. */
@NullMarked
package dev.aischeduler.web.page.models;

import org.jspecify.annotations.NullMarked;

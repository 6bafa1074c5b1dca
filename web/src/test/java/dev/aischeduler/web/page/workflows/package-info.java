/** Tests of the pages of workflows without a server. */
@NullMarked
package dev.aischeduler.web.page.workflows;

import org.jspecify.annotations.NullMarked;

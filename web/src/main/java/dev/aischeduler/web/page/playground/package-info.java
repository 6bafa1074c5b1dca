/** Forms that submit jobs, to try what the models do. */
@NullMarked
package dev.aischeduler.web.page.playground;

import org.jspecify.annotations.NullMarked;

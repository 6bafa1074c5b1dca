/** Transfer of files into a staging folder: resumed, verified, published by one rename. */
@NullMarked
package dev.aischeduler.jobs.model.hub.transfer;

import org.jspecify.annotations.NullMarked;

/** Image generation: the request, its rules, and the diffusion model that runs it. */
@NullMarked
package dev.aischeduler.jobs.image;

import org.jspecify.annotations.NullMarked;

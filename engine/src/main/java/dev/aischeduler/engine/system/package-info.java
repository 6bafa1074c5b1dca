/**
 * System jobs: durable background work of the service itself, run by JobRunr through its public
 * API. The only package that knows JobRunr.
 */
@NullMarked
package dev.aischeduler.engine.system;

import org.jspecify.annotations.NullMarked;

/** JobRunr's storage under our job table: every state change reaches both in one transaction. */
@NullMarked
package dev.aischeduler.db.jobrunr;

import org.jspecify.annotations.NullMarked;

/** Commands about a running cluster: its nodes, lanes, tenants and system jobs. */
@NullMarked
package dev.aischeduler.web.cli.cluster;

import org.jspecify.annotations.NullMarked;

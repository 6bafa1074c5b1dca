package dev.aischeduler.examples.bench;

import picocli.CommandLine.Command;

/** Groups the benchmarks. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measure the product against other job engines on this machine.",
    subcommands = QueueCommand.class)
final class BenchCommand {}

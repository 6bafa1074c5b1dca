package dev.aischeduler.bench;

import picocli.CommandLine.Command;

/** Groups the benchmarks. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description =
        "Measure the product on this machine, against other job engines and bare runtimes.",
    subcommands = {QueueCommand.class, IsolationCommand.class, TextCommand.class, ApiCommand.class})
final class BenchCommand {}

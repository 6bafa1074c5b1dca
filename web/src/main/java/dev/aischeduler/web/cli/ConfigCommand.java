package dev.aischeduler.web.cli;

import picocli.CommandLine.Command;

/** Groups the commands about the configuration. */
@Command(
    name = "config",
    description = "Check or show the configuration.",
    subcommands = {ConfigCheckCommand.class, ConfigShowCommand.class})
final class ConfigCommand {}

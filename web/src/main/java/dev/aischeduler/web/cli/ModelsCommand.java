package dev.aischeduler.web.cli;

import picocli.CommandLine.Command;

/** Groups the commands about models. */
@Command(
    name = "models",
    description = "Look at the models of this machine.",
    subcommands = ModelsListCommand.class)
final class ModelsCommand {}

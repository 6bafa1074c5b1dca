package dev.aischeduler.web.cli;

import picocli.CommandLine.Command;

/** Groups the commands about models. */
@Command(
    name = "models",
    description = "Look at the models of this machine, install, check and remove them.",
    subcommands = {
      ModelsListCommand.class,
      ModelsPullCommand.class,
      ModelsImportCommand.class,
      ModelsVerifyCommand.class,
      ModelsRemoveCommand.class
    })
final class ModelsCommand {}
